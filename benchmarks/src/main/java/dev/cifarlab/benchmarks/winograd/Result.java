package dev.cifarlab.benchmarks.winograd;

import java.nio.FloatBuffer;

/** Transforms 36 matrices of so many tiles times channels into maps (images, side, side, channels). */
final class Result {

    private final FloatBuffer matrices;
    private final FloatBuffer maps;
    private final int channels;
    private final int side;
    private final int tiles;
    private final int matrix;
    private final Squares squares;

    Result(Floats matrices, int tilesInMatrix, Floats maps, int channels, int side) {
        this.matrices = matrices.values();
        this.maps = maps.values();
        this.channels = channels;
        this.side = side;
        tiles = side / Winograd.TILE;
        matrix = tilesInMatrix * channels;
        squares = new Squares(Transform.RESULT, tiles * channels);
    }

    /** Writes a row of tiles, numbered over all images; {@code at} is its first tile's place in the matrices. */
    void write(int tileRow, int at) {
        int length = tiles * channels;
        for (int r = 0; r < Winograd.SQUARE; r++) {
            for (int c = 0; c < Winograd.SQUARE; c++) {
                int place = (r * Winograd.SQUARE + c) * matrix + at * channels;
                matrices.get(place, squares.in()[r][c], 0, length);
            }
        }
        squares.columns(length);
        int top = (tileRow / tiles * side + tileRow % tiles * Winograd.TILE) * side;
        for (int r = 0; r < Winograd.TILE; r++) {
            float[][] row = squares.row(r, length);
            for (int x = 0; x < side; x++) {
                int to = (top + r * side + x) * channels;
                maps.put(to, row[x % Winograd.TILE], x / Winograd.TILE * channels, channels);
            }
        }
    }
}
