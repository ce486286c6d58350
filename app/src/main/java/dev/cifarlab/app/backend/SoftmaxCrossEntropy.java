package dev.cifarlab.app.backend;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Softmax and cross-entropy in one, on logits (n, classes), in nats: loss = log(sum(exp(z))) - sum(t z) with targets t,
 * the shares of each class. With label smoothing e the gradient aims at (1 - e) t + e / classes, and with weights w of
 * the classes at w times that; the loss that is reported stays the plain one, so that it compares with validation.
 *
 * <p>Summed, that is PyTorch's {@code CrossEntropyLoss(weight=w, label_smoothing=e)}. A step's mean is over its
 * examples, as PyTorch's is for shares of classes; for class indices PyTorch divides by the sum of the weights of the
 * batch's labels, so that an example counts less beside rare ones.
 */
public final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() {}

    /** Probabilities (classes) that sum to one; logits of any finite size are safe. */
    public static double[] softmax(double[] logits) {
        double normaliser = logSumExp(logits);
        double[] probabilities = new double[logits.length];
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] = Math.exp(logits[k] - normaliser);
        }
        return probabilities;
    }

    /** log(sum(exp(z))), shifted by the largest logit so that nothing overflows; NaN where a logit is NaN. */
    private static double logSumExp(double[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return largest + Math.log(sum);
    }

    /** The plain loss of one example. */
    static double loss(double[] logits, double[] target) {
        double loss = logSumExp(logits);
        for (int k = 0; k < target.length; k++) {
            loss -= target[k] == 0 ? 0 : target[k] * logits[k];
        }
        return loss;
    }

    /**
     * Gradient of the summed loss with respect to logits (n, classes), towards smoothed targets (n, classes).
     *
     * @param weights of the classes; empty where all are 1
     */
    static double[][] gradients(double[][] logits, double[][] targets, double smoothing, double[] weights) {
        double[][] gradients = new double[logits.length][];
        for (int row = 0; row < logits.length; row++) {
            gradients[row] = softmax(logits[row]);
            int classes = gradients[row].length;
            double[] aims = new double[classes];
            for (int k = 0; k < classes; k++) {
                aims[k] = (1 - smoothing) * targets[row][k] + smoothing / classes;
                aims[k] *= weights.length == 0 ? 1 : weights[k];
            }
            double all = weights.length == 0 ? 1 : Arrays.stream(aims).sum();
            for (int k = 0; k < classes; k++) {
                gradients[row][k] = all * gradients[row][k] - aims[k];
            }
        }
        return gradients;
    }

    /** The loss as the framework's layers take it, which keep its score to themselves: it remembers the last one. */
    static final class Framework implements ILossFunction {

        private static final long serialVersionUID = 1L;

        private final double smoothing;
        private transient BatchScore last = BatchScore.EMPTY;
        private transient double[] weights = {};

        Framework(double smoothing) {
            this.smoothing = smoothing;
        }

        /** Takes the weights of the classes for the gradients that are computed next; empty where all are 1. */
        void weigh(double... others) {
            weights = others;
        }

        /** Summed loss and count of right answers of the batch whose gradient was computed last. */
        BatchScore last() {
            return last;
        }

        @Override
        public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
            double[][] rows = logits.toDoubleMatrix();
            double[][] targets = labels.toDoubleMatrix();
            last = BatchScore.of(rows, targets);
            return Nd4j.create(gradients(rows, targets, smoothing, weights)).castTo(logits.dataType());
        }

        @Override
        public double computeScore(
                INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
            BatchScore score = BatchScore.of(logits.toDoubleMatrix(), labels.toDoubleMatrix());
            return mean ? score.meanLoss() : score.loss();
        }

        @Override
        public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
            double[][] rows = logits.toDoubleMatrix();
            double[][] targets = labels.toDoubleMatrix();
            double[] losses = new double[rows.length];
            Arrays.setAll(losses, row -> loss(rows[row], targets[row]));
            return Nd4j.createFromArray(losses).reshape(losses.length, 1).castTo(logits.dataType());
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
            INDArray gradient = computeGradient(labels, logits, activation, mask);
            return Pair.of(mean ? last.meanLoss() : last.loss(), gradient);
        }

        @Override
        public String name() {
            return "softmax-cross-entropy";
        }
    }
}
