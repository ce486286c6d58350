package dev.cifarlab.app.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution's kernel in numbers.
 *
 * @param least smallest weight
 * @param largest largest weight
 * @param deviation standard deviation of all weights
 * @param nearZero share of weights within a tenth of that deviation from zero, 0 to 1; a normal distribution around
 *     zero has 0.08
 * @param smoothness 1 - mean((w - w')^2) / (2 variance) over all pairs w, w' of neighbouring weights within a slice:
 *     0 for weights drawn independently, 1 where each slice is of one value, negative where neighbours alternate; NaN
 *     for kernels of one pixel
 */
public record FilterStatistics(double least, double largest, double deviation, double nearZero, double smoothness) {

    private static final double NEAR = 0.1;

    /** The statistics of a kernel (out, in, height, width). */
    public static FilterStatistics of(INDArray kernel) {
        double[] weights = kernel.dup('c').data().asDouble();
        int height = (int) kernel.size(2);
        int width = (int) kernel.size(3);
        double mean = 0;
        double square = 0;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double weight : weights) {
            mean += weight / weights.length;
            square += weight * weight / weights.length;
            least = Math.min(least, weight);
            largest = Math.max(largest, weight);
        }
        double deviation = Math.sqrt(Math.max(0, square - mean * mean));
        return new FilterStatistics(
                least,
                largest,
                deviation,
                nearZero(weights, NEAR * deviation),
                1 - neighbourDifference(weights, height, width) / (2 * deviation * deviation));
    }

    private static double nearZero(double[] weights, double limit) {
        int count = 0;
        for (double weight : weights) {
            count += Math.abs(weight) < limit ? 1 : 0;
        }
        return (double) count / weights.length;
    }

    /** Mean squared difference of horizontal and vertical neighbours. */
    private static double neighbourDifference(double[] weights, int height, int width) {
        double sum = 0;
        long pairs = 0;
        for (int k = 0; k < weights.length; k++) {
            int row = k / width % height;
            if (k % width + 1 < width) {
                sum += square(weights[k] - weights[k + 1]);
                pairs++;
            }
            if (row + 1 < height) {
                sum += square(weights[k] - weights[k + width]);
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static double square(double x) {
        return x * x;
    }
}
