package dev.cifarlab.examples.predict;

import java.util.Arrays;

/**
 * The pixels of one axis that make up each pixel of another: the first of them, and the shares from there on; what
 * these lack of 1 is background.
 */
record Axis(int[] first, double[][] shares) {

    private static final int CHANNELS = 3;

    /** So many pixels of the middle of an axis in as many as the network takes. */
    static Axis of(int from, int seen, int to) {
        int[] first = new int[to];
        double[][] shares = new double[to][];
        for (int k = 0; k < to; k++) {
            if (seen < to) {
                linear(from, (from - seen) / 2.0 + (k + 0.5) * seen / to - 0.5, k, first, shares);
            } else {
                byArea(from, (long) (from - seen) * to + 2L * k * seen, 2L * seen, 2L * to, k, first, shares);
            }
        }
        return new Axis(first, shares);
    }

    private static void linear(int from, double centre, int k, int[] first, double[][] shares) {
        double inside = Math.max(0, Math.min(from - 1.0, centre));
        boolean beside = centre < -0.5 || centre > from - 0.5;
        first[k] = (int) inside;
        shares[k] = new double[beside ? 0 : Math.min(2, from - first[k])];
        for (int j = 0; j < shares[k].length; j++) {
            shares[k][j] = 1 - Math.abs(inside - first[k] - j);
        }
    }

    private static void byArea(int from, long starts, long length, long pixel, int k, int[] first, double[][] shares) {
        long ends = starts + length;
        first[k] = (int) Math.max(0, Math.min(from - 1L, Math.floorDiv(starts, pixel)));
        int end = (int) Math.max(first[k], Math.min(from, -Math.floorDiv(-ends, pixel)));
        shares[k] = new double[end - first[k]];
        for (int at = first[k]; at < end; at++) {
            double part = Math.min((at + 1) * pixel, ends) - Math.max(at * pixel, starts);
            shares[k][at - first[k]] = Math.max(0, part) / length;
        }
    }

    /** How much of a pixel is no background. */
    double covered(int to) {
        double sum = Arrays.stream(shares[to]).sum();
        return sum > 1 - 1e-9 ? 1 : sum;
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
