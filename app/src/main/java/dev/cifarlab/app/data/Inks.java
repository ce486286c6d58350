package dev.cifarlab.app.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** A JPEG of four inks as the light that its paper throws back, without profiles. */
final class Inks {

    private static final int BANDS = 4;
    private static final int FULL = 255;

    private Inks() {}

    /**
     * The light.
     *
     * @param stored what is stored: 255 less the ink
     * @param transformed whether three of the inks are stored as JFIF stores colours
     */
    static BufferedImage light(Raster stored, boolean transformed) {
        int width = stored.getWidth();
        BufferedImage light = new BufferedImage(width, stored.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[width * BANDS];
        int[] colours = new int[width * Pictures.CHANNELS];
        for (int y = 0; y < stored.getHeight(); y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                if (transformed) {
                    untransform(row, x * BANDS);
                }
                for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
                    int product = row[x * BANDS + channel] * row[x * BANDS + Pictures.CHANNELS];
                    colours[x * Pictures.CHANNELS + channel] = Math.round(product / (float) FULL);
                }
            }
            light.getRaster().setPixels(0, y, width, 1, colours);
        }
        return light;
    }

    /** Brightness and colour of the inks' opposite, to what is stored otherwise. */
    private static void untransform(int[] row, int at) {
        double bright = row[at];
        double blue = row[at + 1] - 128;
        double red = row[at + 2] - 128;
        row[at] = opposite(bright + 1.402 * red);
        row[at + 1] = opposite(bright - 0.344136 * blue - 0.714136 * red);
        row[at + 2] = opposite(bright + 1.772 * blue);
    }

    private static int opposite(double value) {
        return FULL - (int) Math.max(0, Math.min(FULL, Math.round(value)));
    }
}
