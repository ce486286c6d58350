package dev.cifarlab.app.data;

import java.util.List;
import java.util.Locale;

/**
 * The ten classes of synthetic images, in the order that images of earlier versions depend on. Each is a region of the
 * plane in its own coordinates: shapes have a radius of about 1 around the origin, textures fill the plane with a
 * period of 1.
 */
enum Motif {
    DISC,
    RING,
    SQUARE,
    TRIANGLE,
    CROSS,
    HORIZONTAL_STRIPES,
    VERTICAL_STRIPES,
    DIAGONAL_STRIPES,
    CHECKERBOARD,
    DOTS;

    static final List<Motif> CLASSES = List.of(values());

    static List<String> classNames() {
        return CLASSES.stream()
                .map(motif -> motif.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** Whether the motif fills the image, rather than being one thing at one place. */
    boolean isTexture() {
        return switch (this) {
            case DISC, RING, SQUARE, TRIANGLE, CROSS -> false;
            case HORIZONTAL_STRIPES, VERTICAL_STRIPES, DIAGONAL_STRIPES, CHECKERBOARD, DOTS -> true;
        };
    }

    /** Whether a point belongs to the motif. */
    boolean contains(double u, double v) {
        return switch (this) {
            case DISC -> u * u + v * v < 1;
            case RING -> u * u + v * v < 1 && u * u + v * v > 0.3;
            case SQUARE -> Math.max(Math.abs(u), Math.abs(v)) < 0.85;
            case TRIANGLE -> v < 0.7 && v > 2 * Math.abs(u) - 1;
            case CROSS -> Math.min(Math.abs(u), Math.abs(v)) < 0.28 && Math.max(Math.abs(u), Math.abs(v)) < 1;
            case HORIZONTAL_STRIPES -> fraction(v) < 0.5;
            case VERTICAL_STRIPES -> fraction(u) < 0.5;
            case DIAGONAL_STRIPES -> fraction((u + v) * 0.7071) < 0.5;
            case CHECKERBOARD -> fraction(u) < 0.5 ^ fraction(v) < 0.5;
            case DOTS -> square(fraction(u) - 0.5) + square(fraction(v) - 0.5) < 0.09;
        };
    }

    private static double fraction(double x) {
        return x - Math.floor(x);
    }

    private static double square(double x) {
        return x * x;
    }
}
