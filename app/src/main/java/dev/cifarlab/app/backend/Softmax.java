package dev.cifarlab.app.backend;

import java.util.Arrays;

/** The softmax of one row of logits, in double precision. */
public final class Softmax {

    private Softmax() {}

    /** Probabilities (classes) that sum to one; logits of any finite size are safe. */
    public static double[] of(double[] logits) {
        double normaliser = logSumExp(logits);
        return Arrays.stream(logits).map(z -> Math.exp(z - normaliser)).toArray();
    }

    /** log(sum(exp(z))), shifted by the largest logit so that nothing overflows; NaN where a logit is NaN. */
    static double logSumExp(double[] logits) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(logits).map(z -> Math.exp(z - largest)).sum());
    }
}
