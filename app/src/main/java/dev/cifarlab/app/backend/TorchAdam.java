package dev.cifarlab.app.backend;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adam as PyTorch's {@code Adam} and {@code AdamW} have it: algorithm 1 of Kingma and Ba (2015) as it stands, with
 * epsilon added to the root of the corrected second moment; the framework adds it before the correction.
 *
 * @param rate the learning rate over the iterations
 */
record TorchAdam(LearningRate rate) implements TorchRule {

    private static final long serialVersionUID = 1L;
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    @Override
    public long stateSize(long parameters) {
        return 2 * parameters;
    }

    @Override
    public TorchAdam clone() {
        return this;
    }

    private double step(int iteration) {
        return rate.at(iteration) / (1 - Math.pow(BETA_1, iteration + 1));
    }

    /** Of the root of the second moment. */
    private static double correction(int iteration) {
        return 1 / Math.sqrt(1 - Math.pow(BETA_2, iteration + 1));
    }

    @Override
    public void change(INDArray gradient, INDArray state, int iteration) {
        long count = gradient.length();
        INDArray first = state.get(NDArrayIndex.interval(0, count));
        INDArray second = state.get(NDArrayIndex.interval(count, 2 * count));
        first.muli(BETA_1).addi(gradient.mul(1 - BETA_1));
        second.muli(BETA_2).addi(gradient.mul(gradient).muli(1 - BETA_2));
        INDArray root =
                Transforms.sqrt(second, true).muli(correction(iteration)).addi(EPSILON);
        gradient.assign(first).divi(root).muli(step(iteration));
    }

    @Override
    public OptimizerPass.Formula formula(int iteration) {
        float beta1 = (float) BETA_1;
        float beta2 = (float) BETA_2;
        float rest1 = (float) (1 - BETA_1);
        float rest2 = (float) (1 - BETA_2);
        float correction = (float) correction(iteration);
        float step = (float) step(iteration);
        float epsilon = (float) EPSILON;
        return (parameters, gradients, scale, first, second, count) -> {
            for (int k = 0; k < count; k++) {
                float gradient = scale * gradients[k];
                float m = beta1 * first[k] + rest1 * gradient;
                float v = beta2 * second[k] + rest2 * gradient * gradient;
                first[k] = m;
                second[k] = v;
                parameters[k] -= step * m / ((float) Math.sqrt(v) * correction + epsilon);
            }
        };
    }
}
