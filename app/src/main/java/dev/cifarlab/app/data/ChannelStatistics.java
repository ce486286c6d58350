package dev.cifarlab.app.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * Mean and standard deviation of each channel, with pixels in 0..1; images are normalised to (x - mean) / std.
 *
 * @param mean mean of each channel
 * @param std standard deviation of each channel
 */
@SuppressWarnings("ArrayRecordComponent") // plain carriers, never compared
public record ChannelStatistics(double[] mean, double[] std) {

    private static final double WHITE = 255;

    /** The statistics over all pixels of all images; a channel of one colour counts as having a deviation of 1. */
    public static ChannelStatistics of(ImageSet images) {
        double[] mean = new double[images.channels()];
        double[] std = new double[images.channels()];
        long[][] histograms = histograms(images);
        for (int channel = 0; channel < mean.length; channel++) {
            long[] histogram = histograms[channel];
            long count = Arrays.stream(histogram).sum();
            double sum = 0;
            double squares = 0;
            for (int value = 0; value < histogram.length; value++) {
                sum += histogram[value] * (value / WHITE);
                squares += histogram[value] * (value / WHITE) * (value / WHITE);
            }
            mean[channel] = sum / count;
            double variance = squares / count - mean[channel] * mean[channel];
            std[channel] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        return new ChannelStatistics(mean, std);
    }

    /** How often each value is in each channel. */
    private static long[][] histograms(ImageSet images) {
        long[][] histograms = new long[images.channels()][256];
        int plane = images.height() * images.width();
        byte[] image = new byte[images.imageLength()];
        for (int index = 0; index < images.size(); index++) {
            images.pixels().read(index, image);
            for (int channel = 0; channel < histograms.length; channel++) {
                long[] histogram = histograms[channel];
                for (int k = channel * plane; k < (channel + 1) * plane; k++) {
                    histogram[image[k] & 0xff]++;
                }
            }
        }
        return histograms;
    }

    /** Leaves images in 0..1. */
    public static ChannelStatistics identity(ImageSet images) {
        double[] std = new double[images.channels()];
        Arrays.fill(std, 1);
        return new ChannelStatistics(new double[images.channels()], std);
    }

    /** The channels of a picture, in words. */
    public String channels() {
        return mean.length == 1 ? "one channel, grey" : "channels in the order red, green, blue";
    }

    /** In words, what a picture's bytes become. */
    public String describe() {
        boolean plain =
                Arrays.stream(mean).allMatch(m -> m == 0) && Arrays.stream(std).allMatch(s -> s == 1);
        return plain
                ? "pixels in 0..1, " + channels()
                : String.format(
                        Locale.ROOT,
                        "(pixels in 0..1 - mean) / deviation, %s; means %s, deviations %s",
                        channels(),
                        Arrays.toString(mean),
                        Arrays.toString(std));
    }

    /** What each byte value of each channel becomes: {@code table[channel][value]}, the value 0..255. */
    public float[][] table() {
        float[][] table = new float[mean.length][256];
        for (int channel = 0; channel < table.length; channel++) {
            for (int value = 0; value < 256; value++) {
                table[channel][value] = (float) ((value / WHITE - mean[channel]) / std[channel]);
            }
        }
        return table;
    }
}
