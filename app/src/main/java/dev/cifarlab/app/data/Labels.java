package dev.cifarlab.app.data;

import java.util.Arrays;

/**
 * The classes of a batch's images. An image that was mixed of two has two, and the share of the first.
 *
 * @param first index of each image's class
 * @param second index of the class that is mixed in; the first again where none is
 * @param share how much of the image is of its first class, 0 to 1
 * @param weights what an image of each class counts in training; empty where all count 1
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
public record Labels(int[] first, int[] second, double[] share, double[] weights) {

    /** Labels whose classes all count 1. */
    public Labels(int[] first, int[] second, double[] share) {
        this(first, second, share, new double[0]);
    }

    /** Labels of images that show one class each. */
    public static Labels of(int... classes) {
        double[] whole = new double[classes.length];
        Arrays.fill(whole, 1);
        return new Labels(classes, classes, whole);
    }

    /** These with weights of the classes. */
    public Labels weighted(double... others) {
        return new Labels(first, second, share, others);
    }

    /**
     * Weights in inverse proportion to the number of images: n / (k n_c) for a class with n_c of n images, where k
     * classes have any (King and Zeng, 2001, "Logistic regression in rare events data"; scikit-learn's "balanced").
     * Their mean over the images is 1; a class without images has 0.
     *
     * @param classes of all images
     * @param count number of classes
     */
    static double[] balanced(int[] classes, int count) {
        double[] images = new double[count];
        for (int label : classes) {
            images[label]++;
        }
        long present = Arrays.stream(images).filter(own -> own > 0).count();
        return Arrays.stream(images)
                .map(own -> own == 0 ? 0 : classes.length / (present * own))
                .toArray();
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
        return of(Arrays.stream(order).map(other -> first[other]).toArray()).weighted(weights);
    }

    /** Those of the images from one to before another. */
    public Labels range(int from, int to) {
        return new Labels(
                Arrays.copyOfRange(first, from, to),
                Arrays.copyOfRange(second, from, to),
                Arrays.copyOfRange(share, from, to),
                weights);
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
