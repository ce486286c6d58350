package dev.cifarlab.app.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How far a network's confidence can be believed: answers in bins by the probability that the network gives them
 * (Naeini et al., 2015; Guo et al., 2017, section 2).
 *
 * @param bins of equal width, from 0 to 1
 */
public record Calibration(List<Bin> bins) {

    /** As many as in Guo et al. */
    static final int BINS = 15;

    /**
     * Answers of about one confidence.
     *
     * @param count how many there are
     * @param confidence the sum of their probabilities
     * @param right how many of them are right
     */
    public record Bin(int count, double confidence, int right) {

        private static final Bin EMPTY = new Bin(0, 0, 0);

        private Bin with(double probability, boolean isRight) {
            return new Bin(count + 1, confidence + probability, right + (isRight ? 1 : 0));
        }
    }

    static Calibration empty() {
        return new Calibration(Collections.nCopies(BINS, Bin.EMPTY));
    }

    /** The bins with one more answer in them. */
    Calibration with(double probability, boolean isRight) {
        int place = Math.min(BINS - 1, (int) (probability * BINS));
        List<Bin> more = new ArrayList<>(bins);
        more.set(place, bins.get(place).with(probability, isRight));
        return new Calibration(more);
    }

    /** Expected calibration error, 0 to 1: the mean of |accuracy - confidence| over all answers. */
    public double error() {
        double all = bins.stream().mapToInt(Bin::count).sum();
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.right - bin.confidence) / all)
                .sum();
    }
}
