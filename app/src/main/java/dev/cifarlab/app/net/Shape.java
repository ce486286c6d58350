package dev.cifarlab.app.net;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of what a node gives for one image; a batch of n has n in front.
 *
 * @param sizes (channels, height, width) of maps, or (features)
 */
public record Shape(List<Integer> sizes) {

    /** Maps, as a convolution gives them. */
    public static Shape maps(int channels, int height, int width) {
        return new Shape(List.of(channels, height, width));
    }

    /** A row of features, as a dense layer gives it. */
    public static Shape features(int count) {
        return new Shape(List.of(count));
    }

    /** Whether these are maps; else it is a row of features. */
    public boolean isMaps() {
        return sizes.size() == 3;
    }

    /** Channels of maps, or features. */
    public int channels() {
        return sizes.get(0);
    }

    /** Height of maps in pixels. */
    public int height() {
        return sizes.get(1);
    }

    /** Width of maps in pixels. */
    public int width() {
        return sizes.get(2);
    }

    /** How many numbers there are. */
    public long values() {
        return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Maps with a pixel for each place of a window: floor((size + 2 padding - window) / stride) + 1. */
    Shape windows(int channels, int window, int stride, int padding) {
        int height = Math.floorDiv(height() + 2 * padding - window, stride) + 1;
        int width = Math.floorDiv(width() + 2 * padding - window, stride) + 1;
        return maps(channels, height, width);
    }

    /** For instance {@code 64x32x32}, or {@code 512 features}. */
    @Override
    public String toString() {
        String joined = sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
        return isMaps() ? joined : joined + " features";
    }
}
