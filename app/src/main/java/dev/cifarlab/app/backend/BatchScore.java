package dev.cifarlab.app.backend;

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

    /** The sums for logits (n, classes) and one-hot labels (n, classes). */
    public static BatchScore of(double[][] logits, double[][] labels) {
        double loss = 0;
        int correct = 0;
        double[] losses = losses(logits, labels);
        for (int row = 0; row < losses.length; row++) {
            loss += losses[row];
            correct += largest(logits[row]) == largest(labels[row]) ? 1 : 0;
        }
        return new BatchScore(loss, correct, losses.length);
    }

    /** The cross-entropy of each example. */
    static double[] losses(double[][] logits, double[][] labels) {
        double[] losses = new double[logits.length];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = Softmax.logSumExp(logits[row]) - logits[row][largest(labels[row])];
        }
        return losses;
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
