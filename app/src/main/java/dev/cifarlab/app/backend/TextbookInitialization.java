package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Initialization;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Initial weights by the textbook fans: fan_in = in x kH x kW, fan_out = out x kH x kW, as PyTorch's
 * {@code xavier_*} and {@code kaiming_*} have them. The framework's own schemes divide fan_out by the stride.
 *
 * @param scheme which distribution to draw from
 */
record TextbookInitialization(Initialization scheme) implements IWeightInit {

    private static final long serialVersionUID = 1L;

    @Override
    public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray view) {
        double in = fanIn(shape);
        double out = fanOut(shape);
        INDArray weights = switch (scheme) {
            case GLOROT_NORMAL -> Nd4j.randn(view).muli(Math.sqrt(2 / (in + out)));
            case HE_NORMAL -> Nd4j.randn(view).muli(Math.sqrt(2 / in));
            case GLOROT_UNIFORM -> Nd4j.rand(view).subi(0.5).muli(2 * Math.sqrt(6 / (in + out)));
            case FAN_IN_UNIFORM -> Nd4j.rand(view).subi(0.5).muli(2 / Math.sqrt(in));
        };
        return weights.reshape(order, shape);
    }

    /** Inputs that reach one output: kernels are (out, in, kH, kW), dense weights (in, out). */
    static double fanIn(long[] shape) {
        return shape.length == 4 ? shape[1] * shape[2] * shape[3] : shape[0];
    }

    /** Outputs that one input reaches, stride 1 assumed. */
    static double fanOut(long[] shape) {
        return shape.length == 4 ? shape[0] * shape[2] * shape[3] : shape[1];
    }
}
