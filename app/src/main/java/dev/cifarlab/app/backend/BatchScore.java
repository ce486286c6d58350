package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;

/**
 * Sums over a batch, or over several.
 *
 * @param loss summed cross-entropy in nats, without penalties
 * @param correct how many examples have their largest logit at the label
 * @param examples how many examples there are
 */
public record BatchScore(double loss, int correct, int examples) {

    /** No examples. */
    public static final BatchScore EMPTY = new BatchScore(0, 0, 0);

    /** The sums for logits (n, classes); of a mixed image the class with the larger share is right. */
    public static BatchScore of(double[][] logits, Labels labels) {
        return of(logits, labels.targets(logits[0].length));
    }

    /** The same for each class's share (n, classes). */
    static BatchScore of(double[][] logits, double[][] targets) {
        double loss = 0;
        int correct = 0;
        for (int row = 0; row < logits.length; row++) {
            loss += SoftmaxCrossEntropy.loss(logits[row], targets[row]);
            correct += largest(logits[row]) == largest(targets[row]) ? 1 : 0;
        }
        return new BatchScore(loss, correct, logits.length);
    }

    /** Index of the largest value, the first of equals. */
    public static int largest(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            if (values[k] > values[best]) {
                best = k;
            }
        }
        return best;
    }

    /** The sums of both. */
    public BatchScore plus(BatchScore other) {
        return new BatchScore(loss + other.loss, correct + other.correct, examples + other.examples);
    }

    /** Mean loss of an example, in nats. */
    public double meanLoss() {
        return loss / examples;
    }

    /** Share of examples that are right, 0 to 1. */
    public double accuracy() {
        return (double) correct / examples;
    }
}
