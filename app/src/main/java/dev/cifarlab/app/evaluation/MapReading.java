package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.data.ImageSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a filter of the first convolution responds to in one image: the plain feature of the image that its map goes
 * with most.
 *
 * @param filter index of the filter
 * @param feature the feature, in words
 * @param correlation Pearson's correlation of map and feature over all pixels but the border's, -1 to 1; 0 for a map
 *     of one value
 */
public record MapReading(int filter, String feature, double correlation) {

    private static final int CHANNELS = 3;

    /** Reads a filter's map, with the image made as small as it. */
    static MapReading of(ImageSet image, FeatureMaps.Maps maps, int filter) {
        MapReading best = new MapReading(filter, "none", 0);
        for (Map.Entry<String, double[][]> feature :
                features(image.resized(maps.values()[filter].length)).entrySet()) {
            double correlation = correlation(feature.getValue(), maps.values()[filter]);
            if (Math.abs(correlation) > Math.abs(best.correlation)) {
                best = new MapReading(filter, feature.getKey(), correlation);
            }
        }
        return best;
    }

    private static Map<String, double[][]> features(ImageSet image) {
        double[][] brightness = mixed(image, 1.0 / CHANNELS, 1.0 / CHANNELS, 1.0 / CHANNELS);
        Map<String, double[][]> features = new LinkedHashMap<>();
        features.put("brightness", brightness);
        features.put("vertical edges", difference(brightness, 0, 1));
        features.put("horizontal edges", difference(brightness, 1, 0));
        features.put("edges rising to the right", difference(brightness, 1, 1));
        features.put("edges falling to the right", difference(brightness, 1, -1));
        features.put("red against cyan", mixed(image, 1, -0.5, -0.5));
        features.put("green against magenta", mixed(image, -0.5, 1, -0.5));
        features.put("blue against yellow", mixed(image, -0.5, -0.5, 1));
        return features;
    }

    private static double[][] mixed(ImageSet image, double... shares) {
        double[][] sum = new double[image.height()][image.width()];
        int plane = image.height() * image.width();
        byte[] pixels = image.image(0);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int source = Math.min(channel, image.channels() - 1) * plane;
            for (int pixel = 0; pixel < plane; pixel++) {
                sum[pixel / image.width()][pixel % image.width()] += shares[channel] * (pixels[source + pixel] & 0xff);
            }
        }
        return sum;
    }

    /** The next pixel in a direction minus the one before. */
    private static double[][] difference(double[][] values, int down, int right) {
        double[][] difference = new double[values.length][values[0].length];
        for (int row = 1; row < values.length - 1; row++) {
            for (int column = 1; column < values[row].length - 1; column++) {
                difference[row][column] = values[row + down][column + right] - values[row - down][column - right];
            }
        }
        return difference;
    }

    private static double correlation(double[][] feature, float[][] map) {
        double[] sums = new double[5];
        int count = 0;
        for (int row = 1; row < map.length - 1; row++) {
            for (int column = 1; column < map[row].length - 1; column++) {
                double x = feature[row][column];
                double y = map[row][column];
                double[] terms = {x, y, x * x, y * y, x * y};
                for (int k = 0; k < terms.length; k++) {
                    sums[k] += terms[k];
                }
                count++;
            }
        }
        double covariance = sums[4] - sums[0] * sums[1] / count;
        double variances = (sums[2] - sums[0] * sums[0] / count) * (sums[3] - sums[1] * sums[1] / count);
        return variances > 1e-12 ? covariance / Math.sqrt(variances) : 0;
    }
}
