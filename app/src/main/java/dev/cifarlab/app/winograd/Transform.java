package dev.cifarlab.app.winograd;

/**
 * The matrices of F(4x4, 3x3) times vectors of arrays, element by element. The points are 0, p, -p, q, -q and infinity,
 * with p the root of 1/2 and q that of 2: errors are half as large as with 1 and 2 (Alam et al., "Winograd Convolution
 * for Deep Neural Networks: Efficient Point Selection", 2022). Each is a few loops, as C2 of JDK 17 has vector
 * instructions for loops of up to seven loads and stores only; {@link #apply} calls so many of them that it takes none
 * into itself, where C2 would leave them scalar.
 */
final class Transform {

    /** Elements of a transformed tile, on each side. */
    static final int SQUARE = 6;

    /** Elements of a transformed tile. */
    static final int MATRICES = SQUARE * SQUARE;

    private static final float P2 = 0.5f;
    private static final float Q2 = 2;
    private static final float P = (float) Math.sqrt(P2);
    private static final float Q = (float) Math.sqrt(Q2);
    private static final float G_P = -2f / 3; // 1 / (2 p^2 (p^2 - q^2))
    private static final float G_Q = 1f / 6;

    /** B^T, of six pixels. */
    static final Transform DATA = new Transform(
            6,
            6,
            (x, y, n) -> dataEnd(x[0], x[2], x[4], y[0], n),
            (x, y, n) -> data(x[1], x[2], x[3], x[4], P2, y[1], y[2], n),
            (x, y, n) -> data(x[1], x[2], x[3], x[4], Q2, y[3], y[4], n),
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
            (x, y, n) -> resultBack(x[0], x[1], x[2], x[3], P2, y[1], y[2], n),
            (x, y, n) -> resultBack(x[0], x[1], x[2], x[3], Q2, y[3], y[4], n),
            (x, y, n) -> System.arraycopy(x[3], 0, y[5], 0, n));

    /** G, of three weights. */
    static final Transform KERNEL = new Transform(
            3,
            6,
            (x, y, n) -> System.arraycopy(x[0], 0, y[0], 0, n),
            (x, y, n) -> kernel(x[0], x[1], x[2], G_P, P2, y[1], y[2], n),
            (x, y, n) -> kernel(x[0], x[1], x[2], G_Q, Q2, y[3], y[4], n),
            (x, y, n) -> System.arraycopy(x[2], 0, y[5], 0, n));

    /** G^T, of six sums of products: the gradients of three weights. */
    static final Transform KERNEL_BACK = new Transform(
            6,
            3,
            (x, y, n) -> kernelBack0(x[0], x[1], x[2], x[3], x[4], y[0], n),
            (x, y, n) -> kernelBack1(x[1], x[2], x[3], x[4], y[1], n),
            (x, y, n) -> kernelBack2(x[1], x[2], x[3], x[4], x[5], y[2], n));

    /** Adds four arrays to four. */
    static final Transform ADD = new Transform(
            4,
            4,
            (x, y, n) -> add(x[0], y[0], n),
            (x, y, n) -> add(x[1], y[1], n),
            (x, y, n) -> add(x[2], y[2], n),
            (x, y, n) -> add(x[3], y[3], n));

    /** ReLU of four arrays. */
    static final Transform RECTIFY = new Transform(
            4,
            4,
            (x, y, n) -> rectify(x[0], y[0], n),
            (x, y, n) -> rectify(x[1], y[1], n),
            (x, y, n) -> rectify(x[2], y[2], n),
            (x, y, n) -> rectify(x[3], y[3], n));

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

    private static void add(float[] x, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] += x[k];
        }
    }

    private static void rectify(float[] x, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = Math.max(0, x[k]);
        }
    }

    private static void dataEnd(float[] x0, float[] x2, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = (x0[k] + x4[k]) - (P2 + Q2) * x2[k];
        }
    }

    private static void data(
            float[] x1, float[] x2, float[] x3, float[] x4, float square, float[] plus, float[] minus, int n) {
        float point = (float) Math.sqrt(square);
        float other = 1 / square; // as p q = 1
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
            y1[k] = P * (x1[k] - x2[k]) + Q * (x3[k] - x4[k]);
            y2[k] = P2 * (x1[k] + x2[k]) + Q2 * (x3[k] + x4[k]);
        }
    }

    private static void result3(float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = P * P2 * (x1[k] - x2[k]) + Q * Q2 * (x3[k] - x4[k]) + x5[k];
        }
    }

    private static void resultBack(
            float[] x0, float[] x1, float[] x2, float[] x3, float square, float[] plus, float[] minus, int n) {
        float point = (float) Math.sqrt(square);
        for (int k = 0; k < n; k++) {
            float even = x0[k] + square * x2[k];
            float odd = point * (x1[k] + square * x3[k]);
            plus[k] = even + odd;
            minus[k] = even - odd;
        }
    }

    private static void kernel(
            float[] x0, float[] x1, float[] x2, float factor, float square, float[] plus, float[] minus, int n) {
        float middle = factor * (float) Math.sqrt(square);
        for (int k = 0; k < n; k++) {
            float even = factor * (x0[k] + square * x2[k]);
            float odd = middle * x1[k];
            plus[k] = even + odd;
            minus[k] = even - odd;
        }
    }

    private static void kernelBack0(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = x0[k] + G_P * (x1[k] + x2[k]) + G_Q * (x3[k] + x4[k]);
        }
    }

    private static void kernelBack1(float[] x1, float[] x2, float[] x3, float[] x4, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = G_P * P * (x1[k] - x2[k]) + G_Q * Q * (x3[k] - x4[k]);
        }
    }

    private static void kernelBack2(float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            y[k] = G_P * P2 * (x1[k] + x2[k]) + G_Q * Q2 * (x3[k] + x4[k]) + x5[k];
        }
    }
}
