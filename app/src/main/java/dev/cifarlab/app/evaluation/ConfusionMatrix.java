package dev.cifarlab.app.evaluation;

import java.util.Arrays;
import java.util.List;
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

    /** Share of all images that are right, 0 to 1. */
    public double accuracy() {
        int right = IntStream.range(0, counts.length).map(k -> counts[k][k]).sum();
        return (double) right / total();
    }
}
