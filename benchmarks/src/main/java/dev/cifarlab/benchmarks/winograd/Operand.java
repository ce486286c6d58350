package dev.cifarlab.benchmarks.winograd;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Reads the tiles of maps (images, side, side, channels), transforms them and writes them as 36 matrices of so many
 * tiles times channels: tiles of 6x6 pixels, which overlap and reach over the edge by one, or of 4x4.
 */
final class Operand {

    private final FloatBuffer maps;
    private final FloatBuffer matrices;
    private final int channels;
    private final int side;
    private final int tiles;
    private final int matrix;
    private final int border;
    private final Squares squares;

    /** The transform is of maps ({@code DATA}) or of their gradients ({@code RESULT_BACK}). */
    Operand(Transform transform, Floats maps, int channels, int side, Floats matrices, int tilesInMatrix) {
        this.maps = maps.values();
        this.matrices = matrices.values();
        this.channels = channels;
        this.side = side;
        tiles = side / Winograd.TILE;
        matrix = tilesInMatrix * channels;
        border = (transform.from() - Winograd.TILE) / 2;
        squares = new Squares(transform, tiles * channels);
    }

    /**
     * Brings a row of tiles into the matrices.
     *
     * @param tileRow its number, over all images
     * @param at where its first tile goes in the matrices
     * @param follows whether the call before was for the row above
     */
    void bring(int tileRow, int at, boolean follows) {
        int image = tileRow / tiles;
        int top = tileRow % tiles * Winograd.TILE;
        boolean known = follows && top > 0;
        if (known) {
            squares.keepLast(2 * border);
        }
        for (int r = known ? 2 * border : 0; r < squares.in().length; r++) {
            gather(squares.in()[r], image, top - border + r);
        }
        int length = tiles * channels;
        squares.columns(length);
        for (int r = 0; r < Winograd.SQUARE; r++) {
            float[][] row = squares.row(r, length);
            for (int c = 0; c < Winograd.SQUARE; c++) {
                matrices.put((r * Winograd.SQUARE + c) * matrix + at * channels, row[c], 0, length);
            }
        }
    }

    /** Reads a row of pixels into one array for each column of a tile. */
    private void gather(float[][] columns, int image, int y) {
        if (y < 0 || y >= side) {
            for (float[] column : columns) {
                Arrays.fill(column, 0);
            }
            return;
        }
        int from = (image * side + y) * side * channels;
        Arrays.fill(columns[0], 0, border * channels, 0);
        for (int x = 0; x < side - border; x++) {
            int place = x + border;
            maps.get(from + x * channels, columns[place % Winograd.TILE], place / Winograd.TILE * channels, channels);
        }
        int last = (tiles - 1) * channels;
        for (int c = Winograd.TILE; c < columns.length; c++) { // as the first of the next tile
            System.arraycopy(columns[c - Winograd.TILE], channels, columns[c], 0, last);
            int x = side - border + c - Winograd.TILE;
            if (x < side) {
                maps.get(from + x * channels, columns[c], last, channels);
            } else {
                Arrays.fill(columns[c], last, last + channels, 0);
            }
        }
    }
}
