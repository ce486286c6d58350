package dev.cifarlab.app.data;

import java.util.Arrays;

/**
 * The classes of a batch's images. An image that was mixed of two has two, and the share of the first.
 *
 * @param first index of each image's class
 * @param second index of the class that is mixed in; the first again where none is
 * @param share how much of the image is of its first class, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
public record Labels(int[] first, int[] second, double[] share) {

    /** Labels of images that show one class each. */
    public static Labels of(int... classes) {
        double[] whole = new double[classes.length];
        Arrays.fill(whole, 1);
        return new Labels(classes, classes, whole);
    }

    /** Labels of images of one class each, with others of them mixed in: the first's share is the same for all. */
    static Labels mixed(int[] classes, int[] others, double share) {
        int[] second = Arrays.stream(others).map(other -> classes[other]).toArray();
        double[] shares = new double[classes.length];
        Arrays.fill(shares, share);
        return new Labels(classes, second, shares);
    }

    /** The first classes in an order that has nothing to do with the images. */
    public Labels shuffled(long seed) {
        int[] order = Seeds.permutation(size(), Seeds.generator(seed, Seeds.MIXING));
        return of(Arrays.stream(order).map(other -> first[other]).toArray());
    }

    /** Those of the images from one to before another. */
    public Labels range(int from, int to) {
        return new Labels(
                Arrays.copyOfRange(first, from, to),
                Arrays.copyOfRange(second, from, to),
                Arrays.copyOfRange(share, from, to));
    }

    /** Number of images. */
    public int size() {
        return first.length;
    }

    /** The share of each class in each image, (n, classes): what a loss aims at. */
    public double[][] targets(int classes) {
        double[][] targets = new double[size()][classes];
        for (int row = 0; row < targets.length; row++) {
            targets[row][first[row]] = share[row];
            targets[row][second[row]] += 1 - share[row];
        }
        return targets;
    }
}
