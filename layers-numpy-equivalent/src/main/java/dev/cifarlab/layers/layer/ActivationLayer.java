package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.Checks;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function on every element: input and output of the same shape, any rank from 1. */
public final class ActivationLayer implements Layer {

    private final String function;
    private final DataType type;

    private ActivationLayer(Builder builder) {
        Activations.requireElementwise(builder.function);
        Checks.floating(builder.type);
        function = builder.function;
        type = builder.type;
    }

    /** A builder with relu and DOUBLE. */
    public static Builder builder() {
        return new Builder();
    }

    /** Does nothing: there are no weights. */
    @Override
    public void initializeWeights() {}

    /** An empty map. */
    @Override
    public Map<String, INDArray> weights() {
        return new HashMap<>();
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        Checks.atLeast("x: rank", Checks.numbers("x", x).rank(), 1);
        INDArray own = Checks.copy("x", x, type, x.shape());
        return Caches.of(own, Activations.activation(function, own, false));
    }

    /** Gives {@code dX}. */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Checks.entry(cache, "x");
        x = Caches.input(cache, type, x.shape());
        INDArray grad = Checks.array("gradOutput", gradOutput, type, x.shape());
        Map<String, INDArray> grads = new HashMap<>();
        grads.put("dX", Activations.activation(function, x, true).muli(grad));
        return grads;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private String function = "relu";
        private DataType type = DataType.DOUBLE;

        private Builder() {}

        /** relu, tanh or sigmoid. */
        public Builder activation(String name) {
            function = name;
            return this;
        }

        /** DOUBLE or FLOAT. */
        public Builder dataType(DataType floating) {
            type = floating;
            return this;
        }

        /**
         * The layer.
         *
         * @throws IllegalArgumentException when the function is not known
         */
        public ActivationLayer build() {
            return new ActivationLayer(this);
        }
    }
}
