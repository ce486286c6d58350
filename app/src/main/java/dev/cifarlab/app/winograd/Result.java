package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Tensor;
import java.nio.FloatBuffer;

/**
 * Transforms 36 matrices of so many tiles times channels into maps (images, height, width, channels), or into some of
 * their channels. For one thread.
 */
final class Result {

    private final FloatBuffer matrices;
    private final FloatBuffer maps;
    private final Grid grid;
    private final int channels;
    private final int start;
    private final int given;
    private final int length;
    private final int matrix;
    private final Squares squares;

    /**
     * Into the channels from {@code start} on, as many as the matrices have.
     *
     * @param rows of tiles, which the matrices hold
     */
    Result(Tensor matrices, int rows, Tensor maps, int channels, int start, Grid grid) {
        this.matrices = matrices.floats();
        this.maps = maps.floats();
        this.grid = grid;
        this.channels = channels;
        this.start = start;
        given = Math.toIntExact(matrices.descriptor().shape()[2]);
        length = grid.across() * given;
        matrix = rows * length;
        squares = Squares.of(Transform.RESULT, length);
    }

    /** Writes rows of tiles. */
    void write(int first, int end) {
        for (int row = first; row < end; row++) {
            writeRow(row, (row - first) * length);
        }
    }

    private void writeRow(int tileRow, int at) {
        for (int k = 0; k < Transform.MATRICES; k++) {
            matrices.get(k * matrix + at, squares.in()[k / Transform.SQUARE][k % Transform.SQUARE], 0, length);
        }
        squares.columns(length);
        int top = grid.firstPixel(tileRow);
        for (int r = 0; r < Grid.TILE; r++) {
            float[][] row = squares.row(r, length);
            for (int x = 0; x < grid.width(); x++) {
                int to = (top + r * grid.width() + x) * channels + start;
                maps.put(to, row[x % Grid.TILE], x / Grid.TILE * given, given);
            }
        }
    }
}
