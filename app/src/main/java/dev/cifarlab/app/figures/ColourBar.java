package dev.cifarlab.app.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Locale;

/** An upright bar of a scale's colours with numbers at its ends and its middle. */
final class ColourBar {

    private static final int WIDTH = 24;

    private ColourBar() {}

    static void draw(Graphics2D graphics, ColourScale scale, int x, int y, int height) {
        for (int row = 0; row < height; row++) {
            double share = 1 - (double) row / (height - 1);
            graphics.setColor(scale.of(scale.least() + share * (scale.largest() - scale.least())));
            graphics.drawLine(x, y + row, x + WIDTH, y + row);
        }
        graphics.setColor(Color.GRAY);
        graphics.drawRect(x - 1, y - 1, WIDTH + 2, height + 1);
        graphics.setColor(Color.BLACK);
        label(graphics, scale.largest(), x, y + 14);
        label(graphics, (scale.least() + scale.largest()) / 2, x, y + height / 2 + 7);
        label(graphics, scale.least(), x, y + height);
    }

    private static void label(Graphics2D graphics, double value, int x, int y) {
        graphics.drawString(text(value), x + WIDTH + 8, y);
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
