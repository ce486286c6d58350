package dev.cifarlab.app.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Numbers as colours.
 *
 * @param least the number at the palette's first colour; smaller ones get it too
 * @param largest the number at its last colour; larger ones get it too
 * @param palette the colours between, evenly spaced
 */
record ColourScale(double least, double largest, Color... palette) {

    private static final int BAR_WIDTH = 24;

    /** Black to white. */
    static ColourScale grey(double least, double largest) {
        return new ColourScale(least, largest, Color.BLACK, Color.WHITE);
    }

    /** Blue for negative, white for zero, vermilion for positive numbers: told apart by colour-blind readers. */
    static ColourScale around0(double magnitude) {
        double limit = magnitude > 0 ? magnitude : 1;
        return new ColourScale(-limit, limit, new Color(0, 90, 150), Color.WHITE, new Color(190, 70, 0));
    }

    /** White to blue, light enough for black text on the lighter half; for numbers that are no weights. */
    static ColourScale shares(double least, double largest) {
        return new ColourScale(least, largest > least ? largest : least + 1, Color.WHITE, new Color(0, 90, 150));
    }

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

    /** Draws an upright bar of the colours, with numbers at its ends and its middle. */
    void bar(Graphics2D graphics, int x, int y, int height) {
        for (int row = 0; row < height; row++) {
            double share = 1 - (double) row / (height - 1);
            graphics.setColor(of(least + share * (largest - least)));
            graphics.drawLine(x, y + row, x + BAR_WIDTH, y + row);
        }
        graphics.setColor(Color.GRAY);
        graphics.drawRect(x - 1, y - 1, BAR_WIDTH + 2, height + 1);
        graphics.setColor(Color.BLACK);
        int right = x + BAR_WIDTH + 8;
        graphics.drawString(text(largest), right, y + 14);
        graphics.drawString(text((least + largest) / 2), right, y + height / 2 + 7);
        graphics.drawString(text(least), right, y + height);
    }

    /** Three significant digits. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return digits > 5
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
