package dev.cifarlab.app.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.Arrays;

/**
 * A decoded frame on a canvas of one colour, row by row as red, green and blue of 0 to 255. Stored values are taken as
 * they are: Java's own conversions would apply profiles, and make a grey of 128 one of 188.
 */
final class CanvasRows {

    private static final int WHITE = 255;

    private final BufferedImage frame;
    private final ColorModel model;
    private final WholePicture.Canvas canvas;
    private final int[] clear;
    private final Framing framing;
    private final int[] samples;

    /** Throws where the frame's samples are of a kind whose white is not known. */
    CanvasRows(BufferedImage frame, WholePicture whole, Framing framing) throws IOException {
        this.frame = frame;
        this.framing = framing;
        WholePicture.Canvas larger = whole.canvas();
        canvas = larger == null ? new WholePicture.Canvas(frame.getWidth(), frame.getHeight(), 0, 0) : larger;
        clear = whole.clear();
        model = frame.getColorModel();
        samples = new int[frame.getWidth() * frame.getSampleModel().getNumBands()];
        int type = model.getTransferType();
        boolean plain = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
        if (model instanceof ComponentColorModel && !plain) {
            throw new IOException("its samples are not whole numbers of up to 16 bits; convert it");
        }
    }

    int width() {
        return canvas.width();
    }

    int height() {
        return canvas.height();
    }

    /** Reads a row of the canvas, three values a pixel. */
    void read(int y, float[] row) {
        for (int x = 0; x < canvas.width(); x++) {
            clear(row, x * Pictures.CHANNELS);
        }
        int line = y - canvas.y();
        if (line < 0 || line >= frame.getHeight()) {
            return;
        }
        if (model instanceof ComponentColorModel) {
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
        frame.getRGB(0, line, frame.getWidth(), 1, samples, 0, frame.getWidth());
        for (int x = 0; x < frame.getWidth(); x++) {
            float alpha = (samples[x] >>> 24) / 255f;
            for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
                int value = samples[x] >>> (16 - Byte.SIZE * channel) & 0xff;
                row[at(x) + channel] = value * alpha + framing.background(channel) * (1 - alpha);
            }
        }
    }

    private void components(int line, float[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        for (int x = 0; x < frame.getWidth(); x++) {
            component(x * frame.getSampleModel().getNumBands(), row, at(x));
        }
    }

    private void uncover(int line, float[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        int bands = frame.getSampleModel().getNumBands();
        for (int x = 0; x < frame.getWidth(); x++) {
            if (Arrays.equals(samples, x * bands, x * bands + clear.length, clear, 0, clear.length)) {
                clear(row, at(x));
            }
        }
    }

    private void clear(float[] row, int at) {
        for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
            row[at + channel] = framing.background(channel);
        }
    }

    private int at(int x) {
        return (canvas.x() + x) * Pictures.CHANNELS;
    }

    private void component(int from, float[] row, int at) {
        int colours = model.getNumColorComponents();
        float alpha = model.hasAlpha() ? value(from, colours) : 1;
        float stored = model.hasAlpha() && !model.isAlphaPremultiplied() ? alpha : 1;
        boolean ink = model.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
        for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
            float value = value(from, colours == 1 ? 0 : channel);
            float light = ink ? (1 - value) * (1 - value(from, Pictures.CHANNELS)) : value;
            float shade = framing.background(channel) / (float) WHITE;
            row[at + channel] = WHITE * Math.min(1, light * stored + shade - shade * alpha);
        }
    }

    /** A sample, 0 to 1. */
    private float value(int from, int band) {
        return samples[from + band] / (float) ((1 << model.getComponentSize(band)) - 1);
    }
}
