package dev.cifarlab.app.backend;

import java.util.Arrays;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.SquaredNorm;
import org.nd4j.linalg.api.ops.impl.reduce3.Dot;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Mean and biased variance of each channel, and batch normalisation with them (Ioffe and Szegedy, 2015). Activations
 * are (n, channels, h, w), everything else (channels). All sums are over x - shift, as single precision has no digits
 * left for the variance of values far from 0: with the mean of the first of n images as shift, the square of what is
 * left of the mean is at most n times the variance.
 *
 * @param shift mean of each channel in the first image
 * @param rest mean of each channel of x - shift
 * @param variance biased variance of each channel
 */
record BatchStatistics(INDArray shift, INDArray rest, INDArray variance) {

    private static final int[] ALL_BUT_CHANNELS = {0, 2, 3};

    /**
     * The statistics of a batch, in arrays that outlive the workspace: they serve the backward pass. Puts x - shift
     * into {@code y}, for {@link #finish}.
     */
    static BatchStatistics of(INDArray x, INDArray y) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray shift = x.get(NDArrayIndex.point(0)).mean(1, 2);
            centre(x, shift, y);
            INDArray rest = y.mean(ALL_BUT_CHANNELS);
            INDArray square = Nd4j.createUninitialized(x.dataType(), x.size(1));
            Nd4j.exec(new SquaredNorm(y, square, false, ALL_BUT_CHANNELS));
            INDArray variance = square.divi(elements(x)).subi(rest.mul(rest));
            return new BatchStatistics(shift, rest, Transforms.max(variance, 0, false));
        }
    }

    /** Mean of each channel. */
    INDArray mean() {
        return shift.add(rest);
    }

    /** From x - shift to the layer's output, in place. */
    void finish(INDArray gamma, INDArray beta, double epsilon, INDArray y) {
        normalise(y, rest, variance, gamma, beta, epsilon, y);
    }

    /** y = gamma (x - mean) / sqrt(variance + epsilon) + beta. */
    static void normalise(
            INDArray x, INDArray mean, INDArray variance, INDArray gamma, INDArray beta, double epsilon, INDArray y) {
        Nd4j.exec(DynamicCustomOp.builder("batchnorm")
                .addInputs(x, mean, variance, gamma, beta)
                .addOutputs(y)
                .addIntegerArguments(1, 1, 1)
                .addFloatingPointArguments(epsilon)
                .build());
    }

    /**
     * The backward pass. With xhat = (x - mean) / s, s = sqrt(variance + epsilon) and N = n h w:
     * dBeta = sum(dy), dGamma = sum(dy xhat), dx = gamma / s (dy - dBeta / N - xhat dGamma / N).
     */
    void backward(
            INDArray x, INDArray dy, INDArray gamma, double epsilon, INDArray dGamma, INDArray dBeta, INDArray dx) {
        INDArray inverse = Transforms.pow(variance.add(epsilon), -0.5, false);
        dy.sum(dBeta, ALL_BUT_CHANNELS);
        centre(x, shift, dx);
        Nd4j.exec(new Dot(inRows(dx), inRows(dy), dGamma, false, false, ALL_BUT_CHANNELS));
        dGamma.subi(rest.mul(dBeta)).muli(inverse);
        INDArray scale = gamma.mul(inverse);
        INDArray xScale = scale.mul(dGamma).muli(inverse).divi(-elements(x));
        INDArray offset = scale.mul(dBeta).divi(-elements(x));
        affine(dx, rest, xScale, offset, dx);
        INDArray scaled = dy.ulike();
        affine(dy, rest.like(), scale, rest.like(), scaled);
        dx.addi(scaled);
    }

    private static void centre(INDArray x, INDArray shift, INDArray y) {
        affine(x, shift, Nd4j.ones(shift.dataType(), shift.length()), shift.like(), y);
    }

    /** y = scale (x - shift) + offset for each channel: the same operation with variance 1 and epsilon 0. */
    private static void affine(INDArray x, INDArray shift, INDArray scale, INDArray offset, INDArray y) {
        normalise(x, shift, Nd4j.ones(shift.dataType(), shift.length()), scale, offset, 0, y);
    }

    /** In c order, copied where need be: libnd4j's dot product is wrong for two arrays of different strides. */
    private static INDArray inRows(INDArray x) {
        return Arrays.equals(x.stride(), Nd4j.getStrides(x.shape(), 'c')) ? x : x.dup('c');
    }

    private static long elements(INDArray x) {
        return x.length() / x.size(1);
    }
}
