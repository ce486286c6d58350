package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Transforms 9 matrices of weights, one for each place of a kernel, to the 36 that tiles are multiplied with, and the
 * gradients of the latter to those of the former.
 *
 * @param elements of a matrix
 * @param parts that threads take: every so many pieces of the matrices
 */
record Kernels(int elements, int parts) {

    private static final int PIECE = 1 << 12;
    private static final int PLACES = 3;

    private int piece() {
        return Math.min(PIECE, (elements + parts - 1) / parts);
    }

    /** A part of the weights to matrices; flipped kernels are those of the input's gradient. */
    void spread(Tensor byPlace, boolean flipped, Tensor matrices, int part) {
        FloatBuffer weights = byPlace.floats();
        FloatBuffer to = matrices.floats();
        Squares squares = Squares.of(Transform.KERNEL, piece());
        for (int at = part * piece(); at < elements; at += parts * piece()) {
            int n = Math.min(piece(), elements - at);
            for (int k = 0; k < PLACES * PLACES; k++) {
                int place = flipped ? PLACES * PLACES - 1 - k : k;
                weights.get(place * elements + at, squares.in()[k / PLACES][k % PLACES], 0, n);
            }
            write(squares, Transform.SQUARE, n, to, at);
        }
    }

    /** A part of the gradients; the matrices' are sums of all that are given, in their order. */
    void collect(List<Tensor> matrices, Tensor byPlace, int part) {
        List<FloatBuffer> all = matrices.stream().map(Tensor::floats).toList();
        FloatBuffer to = byPlace.floats();
        Squares squares = Squares.of(Transform.KERNEL_BACK, piece());
        for (int at = part * piece(); at < elements; at += parts * piece()) {
            int n = Math.min(piece(), elements - at);
            for (int k = 0; k < Transform.MATRICES; k++) {
                float[] sum = squares.in()[k / Transform.SQUARE][k % Transform.SQUARE];
                all.get(0).get(k * elements + at, sum, 0, n);
                for (FloatBuffer other : all.subList(1, all.size())) {
                    other.get(k * elements + at, squares.spare(), 0, n);
                    add(sum, squares.spare(), n);
                }
            }
            write(squares, PLACES, n, to, at);
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
