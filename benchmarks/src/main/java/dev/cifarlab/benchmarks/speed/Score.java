package dev.cifarlab.benchmarks.speed;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one process measured; of matrix products {@link Products}, GFLOP/s.
 *
 * @param training images/s
 * @param inference images/s
 * @param peak resident memory at the end of training, in MiB
 */
record Score(double training, double inference, double peak) {

    /** Reads the last line that a process printed. */
    static Score parse(String output) {
        String[] lines = output.strip().split("\\R", -1);
        String[] words = lines[lines.length - 1].strip().split(" ", -1);
        if (words.length != 3) {
            throw new IllegalStateException("not a score: " + output);
        }
        return new Score(Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    /** The median of a part of several scores. */
    static double median(List<Score> scores, ToDoubleFunction<Score> part) {
        double[] sorted = scores.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
