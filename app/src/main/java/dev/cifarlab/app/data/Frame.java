package dev.cifarlab.app.data;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * Where a motif lies in its image: pixels to the motif's coordinates, by shift, rotation and scale.
 *
 * @param x0 column of the motif's origin
 * @param y0 row of the motif's origin
 * @param cos cosine of the angle over the size in pixels
 * @param sin sine of the angle over the size in pixels
 */
record Frame(double x0, double y0, double cos, double sin) {

    private static final double CENTRE = 15.5;
    private static final double MOST_ANGLE = 0.3;

    /** Shapes have radii of 7 to 13 pixels near the centre; textures have periods of 6 to 12 pixels, any phase. */
    static Frame draw(Motif motif, MersenneTwister generator) {
        double spread = motif.isTexture() ? 32 : 12;
        double size = motif.isTexture() ? 6 + 6 * generator.nextDouble() : 7 + 6 * generator.nextDouble();
        double angle = MOST_ANGLE * (2 * generator.nextDouble() - 1);
        double x0 = CENTRE + spread * (generator.nextDouble() - 0.5);
        double y0 = CENTRE + spread * (generator.nextDouble() - 0.5);
        return new Frame(x0, y0, StrictMath.cos(angle) / size, StrictMath.sin(angle) / size);
    }

    double u(int x, int y) {
        return cos * (x - x0) + sin * (y - y0);
    }

    double v(int x, int y) {
        return cos * (y - y0) - sin * (x - x0);
    }
}
