package dev.cifarlab.app.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * Numbers as colours.
 *
 * @param least the number at the palette's first colour; smaller ones get it too
 * @param largest the number at its last colour; larger ones get it too
 * @param palette the colours between, evenly spaced
 */
record ColourScale(double least, double largest, Color... palette) {

    private static final Color[] GREY = {Color.BLACK, Color.WHITE};

    /** Blue over white to vermilion, told apart by colour-blind readers. */
    private static final Color[] DIVERGING = {new Color(0, 90, 150), Color.WHITE, new Color(190, 70, 0)};

    /** Dark blue over grey to yellow, of steadily growing lightness. */
    private static final Color[] SEQUENTIAL = {new Color(0, 32, 76), new Color(124, 123, 120), new Color(255, 234, 70)};

    /** Numbers that are no weights: white to blue, light enough for black text on the lighter half. */
    private static final Color[] SHARES = {Color.WHITE, new Color(0, 90, 150)};

    /** Black to white. */
    static ColourScale grey(double least, double largest) {
        return new ColourScale(least, largest, GREY);
    }

    /** Blue for negative, white for zero, red for positive numbers. */
    static ColourScale around0(double magnitude) {
        double limit = magnitude > 0 ? magnitude : 1;
        return new ColourScale(-limit, limit, DIVERGING);
    }

    /** Dark to light. */
    static ColourScale from0(double largest) {
        return new ColourScale(0, largest > 0 ? largest : 1, SEQUENTIAL);
    }

    /** White to blue. */
    static ColourScale shares(double least, double largest) {
        return new ColourScale(least, largest > least ? largest : least + 1, SHARES);
    }

    /** The colour of a number. */
    Color of(double value) {
        double place = Math.max(0, Math.min(1, fraction(value))) * (palette.length - 1);
        int below = Math.min((int) place, palette.length - 2);
        double share = place - below;
        Color a = palette[below];
        Color b = palette[below + 1];
        return new Color(
                mix(a.getRed(), b.getRed(), share),
                mix(a.getGreen(), b.getGreen(), share),
                mix(a.getBlue(), b.getBlue(), share));
    }

    /** Where a number lies between the ends: 0 at the least, 1 at the largest. */
    double fraction(double value) {
        return (value - least) / (largest - least);
    }

    private static int mix(int a, int b, double share) {
        return (int) Math.round(a + share * (b - a));
    }

    /** A picture with one pixel a value; values[row][column]. */
    BufferedImage picture(float[][] values) {
        BufferedImage picture = new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                picture.setRGB(column, row, of(values[row][column]).getRGB());
            }
        }
        return picture;
    }
}
