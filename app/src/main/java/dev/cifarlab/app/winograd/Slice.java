package dev.cifarlab.app.winograd;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Channels of a layer's results that are computed together, so that the 36 matrices of weights for them take 9 MiB at
 * most: those of 512 x 512 channels would take 36, and as much again in the layout of the products. Where tiles are
 * brought once for all slices, these are half as large.
 *
 * @param start the first
 */
record Slice(int start, int channels) {

    private static final int LARGEST_MATRIX = 1 << 16;
    private static final int LINE = 16; // singles of a cache line

    /** All channels that a layer gives, in order. */
    static Stream<Slice> of(int taken, int given, Grid.Split split) {
        int largest = split.isWhole() ? LARGEST_MATRIX / 2 : LARGEST_MATRIX;
        int most = Math.max(1, largest / taken / LINE) * LINE;
        return IntStream.iterate(0, start -> start < given, start -> start + most)
                .mapToObj(start -> new Slice(start, Math.min(most, given - start)));
    }
}
