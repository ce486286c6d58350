package dev.cifarlab.app.data;

import java.awt.image.WritableRaster;

/**
 * Lossy WebP stores one colour for four pixels. Its plug-in paints all four alike, other decoders go linearly from
 * centre to centre: here the colours are taken back out of the pixels (RFC 6386, section 9.2) and spread.
 */
final class SmoothChroma {

    private static final float BLUE = 2.018f;
    private static final float RED = 1.596f;
    private static final float GREEN_OF_BLUE = 0.391f;
    private static final float GREEN_OF_RED = 0.813f;
    private static final int WHITE = 255;

    private final WritableRaster raster;
    private final float[][] blue;
    private final float[][] red;

    private SmoothChroma(WritableRaster raster) {
        this.raster = raster;
        blue = new float[(raster.getHeight() + 1) / 2][(raster.getWidth() + 1) / 2];
        red = new float[blue.length][blue[0].length];
    }

    static void apply(WritableRaster raster) {
        SmoothChroma chroma = new SmoothChroma(raster);
        int[] rows = new int[2 * raster.getWidth() * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y += 2) {
            chroma.take(y, rows);
        }
        for (int y = 0; y < raster.getHeight(); y++) {
            chroma.spread(y, rows);
        }
    }

    /** The means over each four pixels, where there are some over those alone that nothing was cut from. */
    private void take(int y, int[] rows) {
        int height = Math.min(2, raster.getHeight() - y);
        int bands = raster.getNumBands();
        raster.getPixels(0, y, raster.getWidth(), height, rows);
        for (int column = 0; column < blue[0].length; column++) {
            float weights = 0;
            for (int k = 0; k < 2 * height; k++) {
                int x = Math.min(2 * column + k % 2, raster.getWidth() - 1);
                int at = (k / 2 * raster.getWidth() + x) * bands;
                float weight = isWhole(rows, at) ? 1 : 1e-6f;
                blue[y / 2][column] += weight * (rows[at + 2] - light(rows, at)) / BLUE;
                red[y / 2][column] += weight * (rows[at] - light(rows, at)) / RED;
                weights += weight;
            }
            blue[y / 2][column] /= weights;
            red[y / 2][column] /= weights;
        }
    }

    private static boolean isWhole(int[] rows, int at) {
        boolean whole = true;
        for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
            whole &= rows[at + channel] > 0 && rows[at + channel] < WHITE;
        }
        return whole;
    }

    private static float light(int[] rows, int at) {
        float ofRed = GREEN_OF_RED / RED;
        float ofBlue = GREEN_OF_BLUE / BLUE;
        return (rows[at + 1] + ofRed * rows[at] + ofBlue * rows[at + 2]) / (1 + ofRed + ofBlue);
    }

    private void spread(int y, int[] rows) {
        raster.getPixels(0, y, raster.getWidth(), 1, rows);
        for (int x = 0; x < raster.getWidth(); x++) {
            int at = x * raster.getNumBands();
            float light = light(rows, at);
            float b = between(blue, x, y);
            float r = between(red, x, y);
            rows[at] = clamp(light + RED * r);
            rows[at + 1] = clamp(light - GREEN_OF_RED * r - GREEN_OF_BLUE * b);
            rows[at + 2] = clamp(light + BLUE * b);
        }
        raster.setPixels(0, y, raster.getWidth(), 1, rows);
    }

    private static float between(float[][] plane, int x, int y) {
        float[] near = plane[y / 2];
        float[] far = plane[beside(y, plane.length)];
        int other = beside(x, near.length);
        return (9 * near[x / 2] + 3 * near[other] + 3 * far[x / 2] + far[other]) / 16;
    }

    /** The other of the two cells that a pixel lies between. */
    private static int beside(int pixel, int count) {
        return Math.max(0, Math.min(count - 1, pixel / 2 + (pixel % 2 == 0 ? -1 : 1)));
    }

    private static int clamp(float value) {
        return Math.max(0, Math.min(WHITE, Math.round(value)));
    }
}
