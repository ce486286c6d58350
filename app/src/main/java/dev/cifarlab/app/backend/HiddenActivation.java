package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Activation;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Configuration of an activation function as a layer of its own: input and output of the same shape, any rank. */
public final class HiddenActivation extends ActivationLayer {

    private static final long serialVersionUID = 1L;

    private Activation function = Activation.RELU;

    /** For the framework's cloning; use {@link #of(Activation)}. */
    public HiddenActivation() {}

    /** A layer that applies {@code function} to every element. */
    public static HiddenActivation of(Activation function) {
        HiddenActivation conf = new HiddenActivation();
        conf.function = function;
        conf.setActivationFn(frameworks(function).getActivationFunction());
        return conf;
    }

    /** The framework's own function for one of ours; the identity for none. */
    public static org.nd4j.linalg.activations.Activation frameworks(@Nullable Activation function) {
        return org.nd4j.linalg.activations.Activation.valueOf(function == null ? "IDENTITY" : function.name());
    }

    /** The function that is applied. */
    Activation function() {
        return function;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Graphs.instantiated(new Computation(conf, type), conf, listeners, index, parameters, initialize);
    }

    /**
     * Both gradients follow from the output alone: with y = relu(x), dx = dy sign(y); with y = tanh(x), dx = dy (1 - y
     * y). The stock layer copies its input twice and evaluates the derivative anew, which took a fifth of a training
     * step of the ResNet-18 on two cores.
     */
    private static final class Computation extends org.deeplearning4j.nn.layers.ActivationLayer {

        private static final long serialVersionUID = 1L;

        private final Activation function;
        private transient @Nullable INDArray output;

        Computation(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
            function = ((HiddenActivation) conf.getLayer()).function();
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
            assertInputSet(false);
            INDArray y = workspace.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), input.shape());
            Nd4j.exec(
                    switch (function) {
                        case RELU -> new RectifiedLinear(input, y, 0.0);
                        case TANH -> new Tanh(input, y);
                    });
            output = training ? y : null;
            return y;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
            INDArray y = output;
            if (y == null) {
                throw new IllegalStateException("backward pass without a forward pass in training mode");
            }
            INDArray dx = workspace.createUninitialized(ArrayType.ACTIVATION_GRAD, y.dataType(), y.shape());
            INDArray slopes = switch (function) {
                case RELU -> Nd4j.exec(new Sign(y, dx));
                case TANH -> y.mul(y, dx).rsubi(1);
            };
            output = null;
            return new Pair<>(new DefaultGradient(), slopes.muli(epsilon));
        }
    }
}
