package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Reads the tiles of maps (images, height, width, channels), transforms them and writes them as 36 matrices of so many
 * tiles times channels: tiles of 6x6 pixels, which overlap and reach over the edge by one, or of 4x4. For one thread.
 */
final class Operand {

    private static final int NONE = -2; // is before no row

    private final FloatBuffer maps;
    private final FloatBuffer matrices;
    private final int channels;
    private final Grid grid;
    private final int length;
    private final int matrix;
    private final int border;
    private final Squares squares;
    private int last = NONE;

    /**
     * Of maps ({@code DATA}) or of their gradients ({@code RESULT_BACK}).
     *
     * @param rows of tiles, which the matrices hold
     */
    Operand(Transform transform, Tensor maps, int channels, Grid grid, Tensor matrices, int rows) {
        this.maps = maps.floats();
        this.matrices = matrices.floats();
        this.channels = channels;
        this.grid = grid;
        length = grid.across() * channels;
        matrix = rows * length;
        border = (transform.from() - Grid.TILE) / 2;
        squares = Squares.of(transform, length);
    }

    /** Brings rows of tiles into the matrices, and zeros where these have room for more. */
    void bring(int first, int end) {
        for (int row = first; row < end; row++) {
            bringRow(row, (row - first) * length);
        }
        float[] zeros = new float[matrix - (end - first) * length];
        for (int k = 0; zeros.length > 0 && k < Transform.MATRICES; k++) {
            matrices.put((k + 1) * matrix - zeros.length, zeros);
        }
    }

    private void bringRow(int tileRow, int at) {
        int image = tileRow / grid.down();
        int top = tileRow % grid.down() * Grid.TILE;
        boolean known = tileRow == last + 1 && top > 0;
        last = tileRow;
        if (known) {
            squares.keepLast(2 * border);
        }
        for (int r = known ? 2 * border : 0; r < squares.in().length; r++) {
            gather(squares.in()[r], image, top - border + r);
        }
        squares.columns(length);
        for (int r = 0; r < Transform.SQUARE; r++) {
            float[][] row = squares.row(r, length);
            for (int c = 0; c < Transform.SQUARE; c++) {
                matrices.put((r * Transform.SQUARE + c) * matrix + at, row[c], 0, length);
            }
        }
    }

    /** Reads a row of pixels into one array for each column of a tile. */
    private void gather(float[][] columns, int image, int y) {
        if (y < 0 || y >= grid.height()) {
            for (float[] column : columns) {
                Arrays.fill(column, 0, length, 0);
            }
            return;
        }
        int from = (image * grid.height() + y) * grid.width() * channels;
        Arrays.fill(columns[0], 0, border * channels, 0);
        for (int x = 0; x < grid.width() - border; x++) {
            int place = x + border;
            maps.get(from + x * channels, columns[place % Grid.TILE], place / Grid.TILE * channels, channels);
        }
        int rest = length - channels;
        for (int c = Grid.TILE; c < columns.length; c++) { // as the first of the next tile
            System.arraycopy(columns[c - Grid.TILE], channels, columns[c], 0, rest);
            int x = grid.width() - border + c - Grid.TILE;
            if (x < grid.width()) {
                maps.get(from + x * channels, columns[c], rest, channels);
            } else {
                Arrays.fill(columns[c], rest, length, 0);
            }
        }
    }
}
