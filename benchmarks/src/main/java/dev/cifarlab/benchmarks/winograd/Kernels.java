package dev.cifarlab.benchmarks.winograd;

import java.nio.FloatBuffer;

/**
 * Transforms 9 matrices of weights, one for each place of a kernel, to the 36 that tiles are multiplied with, and the
 * gradients of the latter to those of the former; piece by piece, every so many pieces. For one thread.
 */
final class Kernels {

    private static final int PIECE = 1 << 12;
    private static final int PLACES = 3;

    private final int elements;
    private final Squares there = new Squares(Transform.KERNEL, PIECE);
    private final Squares back = new Squares(Transform.KERNEL_BACK, PIECE);
    private final float[] addend = new float[PIECE];

    /** For matrices of so many elements. */
    Kernels(int elements) {
        this.elements = elements;
    }

    /** Flipped kernels are those of the input's gradient. */
    void spread(Floats weights, boolean flipped, Floats matrices, int first, int step) {
        for (int at = first * PIECE; at < elements; at += step * PIECE) {
            int n = Math.min(PIECE, elements - at);
            for (int k = 0; k < PLACES * PLACES; k++) {
                int place = flipped ? PLACES * PLACES - 1 - k : k;
                weights.values().get(place * elements + at, there.in()[k / PLACES][k % PLACES], 0, n);
            }
            write(there, Winograd.SQUARE, n, matrices.values(), at);
        }
    }

    /** The matrices are sums of one array for each thread. */
    void collect(Floats[] matrices, Floats weights, int first, int step) {
        for (int at = first * PIECE; at < elements; at += step * PIECE) {
            int n = Math.min(PIECE, elements - at);
            for (int k = 0; k < Winograd.SQUARE * Winograd.SQUARE; k++) {
                float[] sum = back.in()[k / Winograd.SQUARE][k % Winograd.SQUARE];
                matrices[0].values().get(k * elements + at, sum, 0, n);
                for (int other = 1; other < matrices.length; other++) {
                    matrices[other].values().get(k * elements + at, addend, 0, n);
                    add(sum, addend, n);
                }
            }
            write(back, PLACES, n, weights.values(), at);
        }
    }

    private void write(Squares squares, int side, int n, FloatBuffer to, int at) {
        squares.columns(n);
        for (int r = 0; r < side; r++) {
            float[][] row = squares.row(r, n);
            for (int c = 0; c < side; c++) {
                to.put((r * side + c) * elements + at, row[c], 0, n);
            }
        }
    }

    private static void add(float[] sum, float[] addend, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] += addend[k];
        }
    }
}
