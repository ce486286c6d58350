package dev.cifarlab.examples.predict;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** The colours of a JPEG, without profiles: Java's reader knows some of them only, but gives what is stored. */
final class JpegColours {

    private static final int CHANNELS = 3;
    private static final int FULL = 255;
    private static final int GREY = 0x010101;
    private static final double[] BLUE = {0, -0.344136, 1.772};
    private static final double[] RED = {1.402, -0.714136, 0};

    private JpegColours() {}

    /** The frame of the samples that a JPEG stores. */
    static BufferedImage of(Raster stored, Marks marks) {
        int bands = stored.getNumBands();
        int width = stored.getWidth();
        BufferedImage light = new BufferedImage(width, stored.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width * bands];
        boolean differences = marks.isOfDifferences();
        for (int y = 0; y < stored.getHeight(); y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                row[x] = bands < CHANNELS
                        ? GREY * row[x * bands]
                        : colour(row, x * bands, bands > CHANNELS, differences);
            }
            light.setRGB(0, y, width, 1, row, 0, width);
        }
        return light;
    }

    /** Of red, green and blue; or of four inks, stored upside down as Adobe does. */
    private static int colour(int[] row, int at, boolean inks, boolean differences) {
        int colour = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int value = differences ? sum(row, at, channel) : row[at + channel];
            value = inks && differences ? FULL - value : value;
            colour = colour << 8 | (inks ? Math.round(value * row[at + CHANNELS] / (float) FULL) : value);
        }
        return colour;
    }

    /** A channel of brightness and two differences (JFIF 1.02). */
    private static int sum(int[] row, int at, int channel) {
        double value = row[at] + BLUE[channel] * (row[at + 1] - 128) + RED[channel] * (row[at + 2] - 128);
        return (int) Math.max(0, Math.min(FULL, Math.round(value)));
    }
}
