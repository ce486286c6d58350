package dev.cifarlab.app.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often images of each class were taken for each class.
 *
 * @param classNames names by class index
 * @param counts counts[label][prediction]
 */
@SuppressWarnings("ArrayRecordComponent") // a table that is filled and printed, never compared
public record ConfusionMatrix(List<String> classNames, int[][] counts) {

    static ConfusionMatrix empty(List<String> classNames) {
        return new ConfusionMatrix(classNames, new int[classNames.size()][classNames.size()]);
    }

    void add(int label, int prediction) {
        counts[label][prediction]++;
    }

    /** Images of a class. */
    public int total(int label) {
        return Arrays.stream(counts[label]).sum();
    }

    /** All images. */
    int total() {
        return IntStream.range(0, counts.length).map(this::total).sum();
    }

    /** Share of a class's images that are right, 0 to 1; NaN for a class without images. */
    public double accuracy(int label) {
        return (double) counts[label][label] / total(label);
    }

    /** Share of what was taken for a class that is of it, 0 to 1; 0 where nothing was. */
    public double precision(int prediction) {
        int taken = Arrays.stream(counts).mapToInt(row -> row[prediction]).sum();
        return taken == 0 ? 0 : (double) counts[prediction][prediction] / taken;
    }

    /** The harmonic mean of precision and recall, which is the class's accuracy; 0 where both are. */
    public double f1(int label) {
        double sum = precision(label) + accuracy(label);
        return sum == 0 ? 0 : 2 * precision(label) * accuracy(label) / sum;
    }

    /** The mean of a score over all classes that have images. */
    public double macro(IntToDoubleFunction score) {
        return present().mapToDouble(score).average().orElse(Double.NaN);
    }

    /** The mean of a score over all images, each with that of its class. */
    public double weighted(IntToDoubleFunction score) {
        return present().mapToDouble(k -> score.applyAsDouble(k) * total(k)).sum() / total();
    }

    private IntStream present() {
        return IntStream.range(0, counts.length).filter(k -> total(k) > 0);
    }

    /** Share of all images that are right, 0 to 1. */
    public double accuracy() {
        int right = IntStream.range(0, counts.length).map(k -> counts[k][k]).sum();
        return (double) right / total();
    }
}
