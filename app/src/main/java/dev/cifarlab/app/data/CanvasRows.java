package dev.cifarlab.app.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A decoded frame on a canvas of one colour, row by row as red, green and blue of 0 to 255. Stored values are taken as
 * they are: Java's own conversions would apply profiles, and make a grey of 128 one of 188.
 */
final class CanvasRows {

    private static final int WHITE = 255;

    /** Rows that are kept: as many as make up one between them. */
    private static final int KEPT = 2;

    private final BufferedImage frame;
    private final ColorModel model;
    private final WholePicture.Canvas canvas;
    private final int[] clear;
    private final Framing framing;
    private final int[] samples;
    private final int[] palette;
    private final boolean isPlain;
    private final double[][] rows = new double[KEPT][];
    private final int[] numbers = {-1, -1};

    /** Throws where the frame's samples are of a kind whose white is not known. */
    CanvasRows(BufferedImage frame, WholePicture whole, Framing framing) throws IOException {
        this.frame = frame;
        this.framing = framing;
        WholePicture.Canvas larger = whole.canvas();
        canvas = larger == null ? new WholePicture.Canvas(frame.getWidth(), frame.getHeight(), 0, 0) : larger;
        clear = whole.clear();
        model = frame.getColorModel();
        samples = new int[frame.getWidth() * frame.getSampleModel().getNumBands()];
        palette = new int[model instanceof IndexColorModel index ? index.getMapSize() : 0];
        if (model instanceof IndexColorModel index) {
            index.getRGBs(palette);
        }
        int type = model.getTransferType();
        boolean component = model instanceof ComponentColorModel;
        if (component && type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
            throw new IOException("its samples are not whole numbers of up to 16 bits; convert it");
        }
        isPlain = component && larger == null && clear.length == 0 && isOfThreeBytes(frame);
    }

    private static boolean isOfThreeBytes(BufferedImage frame) {
        ColorModel model = frame.getColorModel();
        return frame.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && frame.getSampleModel() instanceof ComponentSampleModel places
                && places.getPixelStride() == Pictures.CHANNELS
                && IntStream.of(places.getBandOffsets())
                        .sorted()
                        .boxed()
                        .toList()
                        .equals(List.of(0, 1, 2))
                && model.getNumComponents() == Pictures.CHANNELS
                && model.getPixelSize() == Pictures.CHANNELS * Byte.SIZE
                && model.getColorSpace().getType() == ColorSpace.TYPE_RGB;
    }

    int width() {
        return canvas.width();
    }

    int height() {
        return canvas.height();
    }

    /** The colours of a pixel's samples, as {@link #add} counts them: 0 is red. */
    int[] colours() {
        int[] colours = {0, 1, 2};
        if (isPlain) {
            int[] places = ((ComponentSampleModel) frame.getSampleModel()).getBandOffsets();
            for (int colour = 0; colour < places.length; colour++) {
                colours[places[colour]] = colour;
            }
        }
        return colours;
    }

    /**
     * Adds a share of a row of the canvas to sums, three samples a pixel.
     *
     * @param from first sample that is wanted
     * @param to the one behind the last
     */
    void add(int y, double share, double[] sums, int from, int to) {
        if (isPlain) {
            addPlain(y, share, sums, from, to);
            return;
        }
        int place = y % KEPT;
        if (numbers[place] != y) {
            numbers[place] = y;
            rows[place] = rows[place] == null ? new double[sums.length] : rows[place];
            read(y, rows[place]);
        }
        double[] row = rows[place];
        for (int k = from; k < to; k++) {
            sums[k] += share * row[k];
        }
    }

    /** Most pictures are of three bytes a pixel, which stand for themselves: read where they lie, as that is quick. */
    private void addPlain(int y, double share, double[] sums, int from, int to) {
        WritableRaster raster = frame.getRaster();
        ComponentSampleModel places = (ComponentSampleModel) raster.getSampleModel();
        DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
        byte[] data = buffer.getData();
        int line = y - raster.getSampleModelTranslateY();
        int start = buffer.getOffset()
                + line * places.getScanlineStride()
                - raster.getSampleModelTranslateX() * Pictures.CHANNELS;
        for (int k = from; k < to; k++) {
            sums[k] += share * (data[start + k] & 0xff);
        }
    }

    private void read(int y, double[] row) {
        int line = y - canvas.y();
        boolean isInside = line >= 0 && line < frame.getHeight();
        if (!isInside || canvas.width() > frame.getWidth()) {
            for (int x = 0; x < canvas.width(); x++) {
                clear(row, x * Pictures.CHANNELS);
            }
        }
        if (!isInside) {
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
    private void packed(int line, double[] row) {
        if (palette.length > 0) {
            frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
            for (int x = 0; x < frame.getWidth(); x++) {
                samples[x] = samples[x] < palette.length ? palette[samples[x]] : 0;
            }
        } else {
            frame.getRGB(0, line, frame.getWidth(), 1, samples, 0, frame.getWidth());
        }
        for (int x = 0; x < frame.getWidth(); x++) {
            float alpha = (samples[x] >>> 24) / 255f;
            for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
                int value = samples[x] >>> (16 - Byte.SIZE * channel) & 0xff;
                row[at(x) + channel] = value * alpha + framing.background(channel) * (1 - alpha);
            }
        }
    }

    private void components(int line, double[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        for (int x = 0; x < frame.getWidth(); x++) {
            component(x * frame.getSampleModel().getNumBands(), row, at(x));
        }
    }

    private void uncover(int line, double[] row) {
        frame.getRaster().getPixels(0, line, frame.getWidth(), 1, samples);
        int bands = frame.getSampleModel().getNumBands();
        for (int x = 0; x < frame.getWidth(); x++) {
            if (Arrays.equals(samples, x * bands, x * bands + clear.length, clear, 0, clear.length)) {
                clear(row, at(x));
            }
        }
    }

    private void clear(double[] row, int at) {
        for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
            row[at + channel] = framing.background(channel);
        }
    }

    private int at(int x) {
        return (canvas.x() + x) * Pictures.CHANNELS;
    }

    private void component(int from, double[] row, int at) {
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
