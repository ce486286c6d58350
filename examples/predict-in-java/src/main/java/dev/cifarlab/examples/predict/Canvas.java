package dev.cifarlab.examples.predict;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.util.Arrays;

/**
 * A decoded frame on a background, and what a network sees of it. Stored values are taken as they are: Java's own
 * conversions would apply colour profiles, and make a grey of 128 one of 188.
 */
final class Canvas {

    private static final int CHANNELS = 3;
    private static final int WHITE = 255;

    private final BufferedImage frame;
    private final Framing framing;
    private final Rectangle place;
    private final int[] clear;
    private final int bands;
    private final int[] samples;

    Canvas(BufferedImage frame, Marks marks, Framing framing) {
        this.frame = frame;
        this.framing = framing;
        place = marks.canvas() == null ? new Rectangle(0, 0, frame.getWidth(), frame.getHeight()) : marks.canvas();
        clear = marks.clear();
        bands = frame.getSampleModel().getNumBands();
        samples = new int[frame.getWidth() * bands];
    }

    /** Square planes of red, green and blue, 0 to 255: means over areas, or linear where they are larger. */
    float[] planes(int side) {
        Axis columns = Axis.of(place.width, framing.seen(place.width, place.height), side);
        Axis lines = Axis.of(place.height, framing.seen(place.height, place.width), side);
        double[] sums = new double[CHANNELS * side * side];
        float[] row = new float[CHANNELS * place.width];
        double[] narrow = new double[CHANNELS * side];
        for (int y = 0; y < place.height; y++) {
            read(y, row);
            columns.apply(row, narrow);
            for (int line = 0; line < side; line++) {
                double share = lines.share(line, y);
                for (int k = 0; share > 0 && k < narrow.length; k++) {
                    sums[(k % CHANNELS * side + line) * side + k / CHANNELS] += share * narrow[k];
                }
            }
        }
        float[] planes = new float[sums.length];
        for (int k = 0; k < sums.length; k++) {
            double seen = columns.covered(k % side) * lines.covered(k / side % side);
            double beside = (1 - seen) * framing.background(k / (side * side));
            planes[k] = Math.min(WHITE, Math.round(sums[k] + beside)); // bytes, as in training
        }
        return planes;
    }

    /** A row of the canvas, three values a pixel. */
    private void read(int y, float[] row) {
        for (int x = 0; x < place.width; x++) {
            clear(row, x * CHANNELS);
        }
        int line = y - place.y;
        if (line < 0 || line >= frame.getHeight()) {
            return;
        }
        if (frame.getColorModel() instanceof ComponentColorModel) {
            components(line, row);
        } else {
            packed(line, row);
        }
        if (clear.length > 0) {
            uncover(line, row);
        }
    }

    /** Colours of a palette, or in one number. */
    private void packed(int line, float[] row) {
        int[] colours = frame.getRGB(0, line, frame.getWidth(), 1, null, 0, frame.getWidth());
        for (int x = 0; x < colours.length; x++) {
            float alpha = (colours[x] >>> 24) / 255f;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int value = colours[x] >>> (16 - 8 * channel) & 0xff;
                row[at(x) + channel] = value * alpha + framing.background(channel) * (1 - alpha);
            }
        }
    }

    /** Grey or colours of 8 or 16 bits, with alpha or without. */
    private void components(int line, float[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        float full = (1 << frame.getColorModel().getComponentSize(0)) - 1;
        int colours = bands < CHANNELS ? 1 : CHANNELS;
        for (int x = 0; x < frame.getWidth(); x++) {
            float alpha = bands > colours ? samples[x * bands + colours] / full : 1;
            for (int channel = 0; channel < CHANNELS; channel++) {
                float value = samples[x * bands + Math.min(channel, colours - 1)] / full;
                float shade = framing.background(channel) / (float) WHITE;
                row[at(x) + channel] = WHITE * (value * alpha + shade - shade * alpha);
            }
        }
    }

    private void uncover(int line, float[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        for (int x = 0; x < frame.getWidth(); x++) {
            if (Arrays.equals(samples, x * bands, x * bands + clear.length, clear, 0, clear.length)) {
                clear(row, at(x));
            }
        }
    }

    private void clear(float[] row, int at) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            row[at + channel] = framing.background(channel);
        }
    }

    private int at(int x) {
        return (place.x + x) * CHANNELS;
    }
}
