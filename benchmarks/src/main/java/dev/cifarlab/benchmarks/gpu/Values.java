package dev.cifarlab.benchmarks.gpu;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers from a seed that are the same on every backend, as Java draws them. */
final class Values {

    private final SplittableRandom random;

    Values(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Normal values with mean 0 and a standard deviation. */
    INDArray normal(double deviation, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (deviation * random.nextGaussian());
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** Values of pixels, 0 to 1. */
    INDArray pixels(long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int k = 0; k < values.length; k++) {
            values[k] = random.nextInt(256) / 255f;
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** One-hot labels (n, 10): 0, 1, ... 9, 0, ... */
    static INDArray labels(int count) {
        float[] values = new float[count * 10];
        for (int k = 0; k < count; k++) {
            values[k * 10 + k % 10] = 1;
        }
        return Nd4j.create(values, new long[] {count, 10}, 'c');
    }

    /** He's standard deviation for kernels (out, in, kH, kW) and dense weights (in, out). */
    static double he(long[] shape) {
        long inputs = shape.length == 4 ? shape[1] * shape[2] * shape[3] : shape[0];
        return Math.sqrt(2.0 / inputs);
    }
}
