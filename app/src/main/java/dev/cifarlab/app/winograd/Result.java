package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

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
    private final Finish finish;
    private final float[][] bias = new float[Grid.TILE][];

    /**
     * Into the channels from {@code start} on, as many as the matrices have.
     *
     * @param rows of tiles, which the matrices hold
     */
    Result(Tensor matrices, int rows, Tensor maps, int channels, int start, Grid grid, Finish finish) {
        this.matrices = matrices.floats();
        this.maps = maps.floats();
        this.grid = grid;
        this.channels = channels;
        this.start = start;
        given = Math.toIntExact(matrices.descriptor().shape()[2]);
        length = grid.across() * given;
        matrix = rows * length;
        squares = Squares.of(Transform.RESULT, length);
        this.finish = finish;
        Arrays.fill(
                bias, finish.bias() == null ? new float[0] : bias(finish.bias().floats()));
    }

    /** For the tiles of a row. */
    private float[] bias(FloatBuffer channelByChannel) {
        float[] all = new float[length];
        for (int at = 0; at < length; at += given) {
            channelByChannel.get(start, all, at, given);
        }
        return all;
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
            int from = (top + r * grid.width()) * channels + start;
            finish(row, from);
            for (int x = 0; x < grid.width(); x++) {
                int to = from + x * channels;
                maps.put(to, row[x % Grid.TILE], x / Grid.TILE * given, given);
            }
        }
    }

    private void finish(float[][] row, int from) {
        if (finish.bias() != null) {
            Transform.ADD.apply(bias, row, length);
        }
        if (finish.adds()) {
            float[][] there = squares.in()[0]; // the columns are transformed
            for (int x = 0; x < grid.width(); x++) {
                maps.get(from + x * channels, there[x % Grid.TILE], x / Grid.TILE * given, given);
            }
            Transform.ADD.apply(there, row, length);
        }
        if (finish.rectifies()) {
            Transform.RECTIFY.apply(row, row, length);
        }
    }
}
