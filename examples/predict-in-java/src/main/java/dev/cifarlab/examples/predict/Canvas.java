package dev.cifarlab.examples.predict;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.util.Arrays;

/**
 * A decoded frame on white, and what a network sees of it. Stored values are taken as they are: Java's own conversions
 * would apply colour profiles, and make a grey of 128 one of 188.
 */
final class Canvas {

    private static final int CHANNELS = 3;
    private static final int WHITE = 255;

    private final BufferedImage frame;
    private final Rectangle place;
    private final int[] clear;
    private final int bands;
    private final int[] samples;

    Canvas(BufferedImage frame, Marks marks) {
        this.frame = frame;
        place = marks.canvas() == null ? new Rectangle(0, 0, frame.getWidth(), frame.getHeight()) : marks.canvas();
        clear = marks.clear();
        bands = frame.getSampleModel().getNumBands();
        samples = new int[frame.getWidth() * bands];
    }

    /** Planes of red, green and blue, 0 to 255: means over areas, or linear between centres where they are larger. */
    float[] planes(int height, int width) {
        Axis columns = Axis.of(place.width, width);
        Axis lines = Axis.of(place.height, height);
        double[] sums = new double[CHANNELS * height * width];
        float[] row = new float[CHANNELS * place.width];
        double[] narrow = new double[CHANNELS * width];
        for (int y = 0; y < place.height; y++) {
            read(y, row);
            columns.apply(row, narrow);
            for (int line = 0; line < height; line++) {
                double share = lines.share(line, y);
                for (int k = 0; share > 0 && k < narrow.length; k++) {
                    sums[(k % CHANNELS * height + line) * width + k / CHANNELS] += share * narrow[k];
                }
            }
        }
        float[] planes = new float[sums.length];
        for (int k = 0; k < sums.length; k++) {
            planes[k] = Math.min(WHITE, Math.round(sums[k])); // bytes, as in training
        }
        return planes;
    }

    /** A row of the canvas, three values a pixel. */
    private void read(int y, float[] row) {
        Arrays.fill(row, WHITE);
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
                row[at(x) + channel] = value * alpha + WHITE * (1 - alpha);
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
                row[at(x) + channel] = WHITE * (value * alpha + 1 - alpha);
            }
        }
    }

    private void uncover(int line, float[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        for (int x = 0; x < frame.getWidth(); x++) {
            if (Arrays.equals(samples, x * bands, x * bands + clear.length, clear, 0, clear.length)) {
                Arrays.fill(row, at(x), at(x) + CHANNELS, WHITE);
            }
        }
    }

    private int at(int x) {
        return (place.x + x) * CHANNELS;
    }

    /** The pixels of one axis that make up each pixel of another: the first of them, and the shares from there on. */
    private record Axis(int[] first, double[][] shares) {

        static Axis of(int from, int to) {
            int[] first = new int[to];
            double[][] shares = new double[to][];
            for (int k = 0; k < to; k++) {
                double centre = Math.max(0, Math.min(from - 1.0, (k + 0.5) * from / to - 0.5));
                first[k] = from < to ? (int) centre : (int) ((long) k * from / to);
                int end = from < to ? Math.min(from, first[k] + 2) : (int) (((k + 1L) * from + to - 1) / to);
                shares[k] = new double[end - first[k]];
                for (int pixel = first[k]; pixel < end; pixel++) {
                    double ends = Math.min((pixel + 1.0) * to, (k + 1.0) * from);
                    double starts = Math.max((double) pixel * to, (double) k * from);
                    shares[k][pixel - first[k]] = from < to ? 1 - Math.abs(centre - pixel) : (ends - starts) / from;
                }
            }
            return new Axis(first, shares);
        }

        double share(int to, int from) {
            int index = from - first[to];
            return index >= 0 && index < shares[to].length ? shares[to][index] : 0;
        }

        /** One row of interleaved colours. */
        void apply(float[] row, double[] narrow) {
            Arrays.fill(narrow, 0);
            for (int k = 0; k < narrow.length; k++) {
                int at = first[k / CHANNELS] * CHANNELS + k % CHANNELS;
                for (double share : shares[k / CHANNELS]) {
                    narrow[k] += share * row[at];
                    at += CHANNELS;
                }
            }
        }
    }
}
