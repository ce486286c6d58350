package dev.cifarlab.benchmarks.winograd;

/**
 * The matrices of F(4x4, 3x3), with the points 0, 1, -1, 2, -2 and infinity (Lavin and Gray, 2016, section 4.2), times
 * vectors of arrays, element by element. Each is a few loops, as C2 of JDK 17 has vector instructions for loops of up
 * to seven loads and stores only; {@link #apply} calls so many of them that it takes none into itself, where C2 would
 * leave them scalar.
 */
final class Transform {

    /** B^T, of six pixels. */
    static final Transform DATA = new Transform(
            6,
            6,
            (x, y, n) -> dataEnd(x[0], x[2], x[4], y[0], n),
            (x, y, n) -> data(x[1], x[2], x[3], x[4], 1, y[1], y[2], n),
            (x, y, n) -> data(x[1], x[2], x[3], x[4], 2, y[3], y[4], n),
            (x, y, n) -> dataEnd(x[1], x[3], x[5], y[5], n));

    /** A^T, of six sums of products: four results. */
    static final Transform RESULT = new Transform(
            6,
            4,
            (x, y, n) -> result0(x[0], x[1], x[2], x[3], x[4], y[0], n),
            (x, y, n) -> result1and2(x[1], x[2], x[3], x[4], y[1], y[2], n),
            (x, y, n) -> result3(x[1], x[2], x[3], x[4], x[5], y[3], n));

    /** A, of the gradients of four results. */
    static final Transform RESULT_BACK = new Transform(
            4,
            6,
            (x, y, n) -> System.arraycopy(x[0], 0, y[0], 0, n),
            (x, y, n) -> resultBack(x[0], x[1], x[2], x[3], 1, y[1], y[2], n),
            (x, y, n) -> resultBack(x[0], x[1], x[2], x[3], 2, y[3], y[4], n),
            (x, y, n) -> System.arraycopy(x[3], 0, y[5], 0, n));

    /** G, of three weights. */
    static final Transform KERNEL = new Transform(
            3,
            6,
            (x, y, n) -> kernelEnd(x[0], y[0], n),
            (x, y, n) -> kernel(x[0], x[1], x[2], -1f / 6, 1, y[1], y[2], n),
            (x, y, n) -> kernel(x[0], x[1], x[2], 1f / 24, 2, y[3], y[4], n),
            (x, y, n) -> System.arraycopy(x[2], 0, y[5], 0, n));

    /** G^T, of six sums of products: the gradients of three weights. */
    static final Transform KERNEL_BACK = new Transform(
            6,
            3,
            (x, y, n) -> kernelBack0(x[0], x[1], x[2], x[3], x[4], y[0], n),
            (x, y, n) -> kernelBack1(x[1], x[2], x[3], x[4], y[1], n),
            (x, y, n) -> kernelBack2(x[1], x[2], x[3], x[4], x[5], y[2], n));

    private final int from;
    private final int to;
    private final Loop[] loops;

    private Transform(int from, int to, Loop... loops) {
        this.from = from;
        this.to = to;
        this.loops = loops;
    }

    /** A part of a transform. */
    private interface Loop {
        void run(float[][] x, float[][] y, int n);
    }

    /** How many arrays it takes. */
    int from() {
        return from;
    }

    /** How many arrays it gives. */
    int to() {
        return to;
    }

    /** Transforms the first {@code n} of each array of {@code x} into {@code y}. */
    void apply(float[][] x, float[][] y, int n) {
        for (Loop loop : loops) {
            loop.run(x, y, n);
        }
    }

    private static void dataEnd(float[] x0, float[] x2, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = 4 * (x0[k] - x2[k]) + (x4[k] - x2[k]);
        }
    }

    private static void data(
            float[] x1, float[] x2, float[] x3, float[] x4, float point, float[] plus, float[] minus, int n) {
        float other = 4 / (point * point);
        for (int k = 0; k < n; k++) {
            float even = x4[k] - other * x2[k];
            float odd = point * (x3[k] - other * x1[k]);
            plus[k] = even + odd;
            minus[k] = even - odd;
        }
    }

    private static void result0(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = x0[k] + (x1[k] + x2[k]) + (x3[k] + x4[k]);
        }
    }

    private static void result1and2(float[] x1, float[] x2, float[] x3, float[] x4, float[] y1, float[] y2, int n) {
        for (int k = 0; k < n; k++) {
            y1[k] = (x1[k] - x2[k]) + 2 * (x3[k] - x4[k]);
            y2[k] = (x1[k] + x2[k]) + 4 * (x3[k] + x4[k]);
        }
    }

    private static void result3(float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = (x1[k] - x2[k]) + 8 * (x3[k] - x4[k]) + x5[k];
        }
    }

    private static void resultBack(
            float[] x0, float[] x1, float[] x2, float[] x3, float point, float[] plus, float[] minus, int n) {
        float square = point * point;
        for (int k = 0; k < n; k++) {
            float even = x0[k] + square * x2[k];
            float odd = point * (x1[k] + square * x3[k]);
            plus[k] = even + odd;
            minus[k] = even - odd;
        }
    }

    private static void kernelEnd(float[] x, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = x[k] / 4;
        }
    }

    private static void kernel(
            float[] x0, float[] x1, float[] x2, float factor, float point, float[] plus, float[] minus, int n) {
        float square = point * point;
        for (int k = 0; k < n; k++) {
            float even = factor * (x0[k] + square * x2[k]);
            float odd = factor * point * x1[k];
            plus[k] = even + odd;
            minus[k] = even - odd;
        }
    }

    private static void kernelBack0(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = x0[k] / 4 - (x1[k] + x2[k]) * (1f / 6) + (x3[k] + x4[k]) * (1f / 24);
        }
    }

    private static void kernelBack1(float[] x1, float[] x2, float[] x3, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = (x2[k] - x1[k]) * (1f / 6) + (x3[k] - x4[k]) * (1f / 12);
        }
    }

    private static void kernelBack2(float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = (x3[k] + x4[k] - x1[k] - x2[k]) * (1f / 6) + x5[k];
        }
    }
}
