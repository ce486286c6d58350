package dev.cifarlab.app.backend;

import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A kernel (out, in, k, k) whose first min(in, out) filters copy their channel, by a 1 in the middle, as PyTorch's
 * {@code dirac_}; the others are drawn.
 *
 * @param others how these are drawn
 */
record IdentityInitialization(TextbookInitialization others) implements IWeightInit {

    private static final long serialVersionUID = 1L;

    @Override
    public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray view) {
        INDArray kernel = others.init(fanIn, fanOut, shape, order, view);
        long copies = Math.min(shape[0], shape[1]);
        kernel.get(NDArrayIndex.interval(0, copies)).assign(0);
        for (long k = 0; k < copies; k++) {
            kernel.putScalar(new long[] {k, k, shape[2] / 2, shape[3] / 2}, 1);
        }
        return kernel;
    }
}
