package dev.cifarlab.app.backend;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Softmax and cross-entropy in one, on logits (n, classes) against one-hot labels (n, classes), in nats:
 * loss = log(sum(exp(z))) - z[label]. With label smoothing e the gradient aims at (1 - e) y + e / classes; the loss
 * that is reported stays the plain one, so that it compares with validation. It keeps the last batch's sums, which
 * {@link Network#fit} reads.
 */
final class SoftmaxCrossEntropy implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final double smoothing;
    private transient BatchScore last = BatchScore.EMPTY;

    SoftmaxCrossEntropy(double smoothing) {
        this.smoothing = smoothing;
    }

    /** Summed loss and count of right answers of the batch whose gradient was computed last. */
    BatchScore last() {
        return last;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        return Nd4j.create(gradients(logits.toDoubleMatrix(), labels.toDoubleMatrix()))
                .castTo(logits.dataType());
    }

    /** Gradient of the summed loss with respect to logits (n, classes) with one-hot labels (n, classes). */
    double[][] gradients(double[][] logits, double[][] labels) {
        last = BatchScore.of(logits, labels);
        double[][] gradients = new double[logits.length][];
        for (int row = 0; row < logits.length; row++) {
            gradients[row] = gradient(logits[row], labels[row]);
        }
        return gradients;
    }

    private double[] gradient(double[] logits, double[] label) {
        double[] gradient = Softmax.of(logits);
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] -= (1 - smoothing) * label[k] + smoothing / gradient.length;
        }
        return gradient;
    }

    @Override
    public double computeScore(INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
        BatchScore score = BatchScore.of(logits.toDoubleMatrix(), labels.toDoubleMatrix());
        return mean ? score.loss() / score.examples() : score.loss();
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        double[] losses = BatchScore.losses(logits.toDoubleMatrix(), labels.toDoubleMatrix());
        return Nd4j.createFromArray(losses).reshape(losses.length, 1).castTo(logits.dataType());
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
        INDArray gradient = computeGradient(labels, logits, activation, mask);
        return Pair.of(computeScore(labels, logits, activation, mask, mean), gradient);
    }

    @Override
    public String name() {
        return "softmax-cross-entropy";
    }
}
