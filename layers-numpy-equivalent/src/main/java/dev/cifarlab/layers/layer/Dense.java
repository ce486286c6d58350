package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import dev.cifarlab.layers.math.MatrixProduct;
import dev.cifarlab.layers.math.NumpyRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fully connected layer: out = x W + b for x (n, inputs), W (inputs, units), b (1, units); out (n, units). */
public final class Dense implements Layer {

    private final int inputs;
    private final int units;
    private final DataType type;
    private final int seed;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    private Dense(Builder builder) {
        Checks.atLeast("inputs", builder.inputs, 1);
        Checks.atLeast("units", builder.units, 1);
        Checks.floating(builder.type);
        inputs = builder.inputs;
        units = builder.units;
        type = builder.type;
        seed = builder.seed;
        initializeWeights();
    }

    /** A builder with one input, one unit, seed 0 and DOUBLE. */
    public static Builder builder() {
        return new Builder();
    }

    /** Draws {@code W} from U[-1/sqrt(inputs), 1/sqrt(inputs)] as NumPy does; sets {@code b} to 0. */
    @Override
    public void initializeWeights() {
        double limit = 1 / Math.sqrt(inputs);
        weights.put("W", new NumpyRandom(seed).uniform(-limit, limit, type, inputs, units));
        weights.put("b", Nd4j.zeros(type, 1, units));
    }

    @Override
    public Map<String, INDArray> weights() {
        return weights;
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        INDArray own = Checks.copy("x", x, type, Checks.ANY, inputs);
        INDArray b = Checks.array("b", Checks.entry(weights, "b"), type, 1, units);
        return Caches.of(own, MatrixProduct.of(own, matrix()).addiRowVector(b));
    }

    /** Gives {@code dW} (inputs, units), {@code db} (1, units) and {@code dX} (n, inputs). */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Caches.input(cache, type, Checks.ANY, inputs);
        INDArray grad = Checks.array("gradOutput", gradOutput, type, x.size(0), units);
        Map<String, INDArray> grads = new LinkedHashMap<>();
        grads.put("dW", MatrixProduct.of(x.transpose(), grad));
        grads.put("db", grad.sum(true, 0));
        grads.put("dX", MatrixProduct.of(grad, matrix().transpose()));
        return grads;
    }

    private INDArray matrix() {
        return Checks.array("W", Checks.entry(weights, "W"), type, inputs, units);
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int inputs = 1;
        private int units = 1;
        private DataType type = DataType.DOUBLE;
        private int seed;

        private Builder() {}

        /** Number of features that come in. */
        public Builder inputs(int features) {
            inputs = features;
            return this;
        }

        /** Number of features that go out. */
        public Builder units(int features) {
            units = features;
            return this;
        }

        /** DOUBLE or FLOAT. */
        public Builder dataType(DataType floating) {
            type = floating;
            return this;
        }

        /** Decides the weights. */
        public Builder seed(int number) {
            seed = number;
            return this;
        }

        /**
         * The layer, with weights drawn.
         *
         * @throws IllegalArgumentException when a number is too small
         */
        public Dense build() {
            return new Dense(this);
        }
    }
}
