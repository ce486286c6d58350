package dev.cifarlab.benchmarks.winograd;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Single elements of the three passes' results, in double precision and by definition. */
record Exact(Shape shape, float[] maps, float[] weights, float[] slopes) {

    private static final int SAMPLES = 400;

    /** An element of the results. */
    double forward(int index) {
        int out = index % shape.out();
        int pixel = index / shape.out();
        double sum = 0;
        for (int in = 0; in < shape.in(); in++) {
            for (int place = 0; place < 9; place++) {
                sum += at(maps, shape.in(), in, pixel, place) * weights[(out * shape.in() + in) * 9 + place];
            }
        }
        return sum;
    }

    /** An element of the gradient of what came in. */
    double inputGradient(int index) {
        int in = index % shape.in();
        int pixel = index / shape.in();
        double sum = 0;
        for (int out = 0; out < shape.out(); out++) {
            for (int place = 0; place < 9; place++) {
                sum += at(slopes, shape.out(), out, pixel, place) * weights[(out * shape.in() + in) * 9 + 8 - place];
            }
        }
        return sum;
    }

    /** An element of the weights' gradient. */
    double weightsGradient(int index) {
        int in = index / 9 % shape.in();
        int out = index / 9 / shape.in();
        double sum = 0;
        for (int pixel = 0; pixel < shape.images() * shape.side() * shape.side(); pixel++) {
            sum += at(maps, shape.in(), in, pixel, index % 9) * slopes[pixel * shape.out() + out];
        }
        return sum;
    }

    /** The value at one of the nine places around a pixel; zero beyond the edge. */
    private double at(float[] values, int channels, int channel, int pixel, int place) {
        int side = shape.side();
        int x = pixel % side + place % 3 - 1;
        int y = pixel / side % side + place / 3 - 1;
        if (x < 0 || y < 0 || x >= side || y >= side) {
            return 0;
        }
        return values[((pixel / side / side * side + y) * side + x) * channels + channel];
    }

    /** The largest error among some elements, as a share of the largest value among them. */
    static double error(float[] values, IntToDoubleFunction exact) {
        double error = 0;
        double largest = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int sample = 0; sample < SAMPLES; sample++) {
            int index = random.nextInt(values.length);
            double right = exact.applyAsDouble(index);
            largest = Math.max(largest, Math.abs(right));
            error = Math.max(error, Math.abs(values[index] - right));
        }
        return error / largest;
    }
}
