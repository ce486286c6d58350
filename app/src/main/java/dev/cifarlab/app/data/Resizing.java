package dev.cifarlab.app.data;

import java.util.Arrays;

/**
 * The pixels of one axis that make up each pixel of an axis of another length.
 *
 * @param first the first of them, for each
 * @param shares the shares of that and of those behind it, for each
 */
record Resizing(int[] first, double[][] shares) {

    /** A picture in a square of planes, red first. */
    static byte[] planes(CanvasRows rows, int side) {
        Resizing columns = of(rows.width(), side);
        Resizing lines = of(rows.height(), side);
        double[] sums = new double[Pictures.CHANNELS * side * side];
        float[] row = new float[Pictures.CHANNELS * rows.width()];
        double[] narrow = new double[Pictures.CHANNELS * side];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            columns.apply(row, narrow);
            for (int line = 0; line < side; line++) {
                double share = lines.share(line, y);
                for (int k = 0; share > 0 && k < narrow.length; k++) {
                    sums[(k % Pictures.CHANNELS * side + line) * side + k / Pictures.CHANNELS] += share * narrow[k];
                }
            }
        }
        byte[] planes = new byte[sums.length];
        for (int k = 0; k < sums.length; k++) {
            planes[k] = (byte) Math.min(255, Math.round(sums[k]));
        }
        return planes;
    }

    /** By area where pixels become fewer, else linear between their centres. */
    static Resizing of(int from, int to) {
        int[] first = new int[to];
        double[][] shares = new double[to][];
        for (int k = 0; k < to; k++) {
            double centre = Math.max(0, Math.min(from - 1.0, (k + 0.5) * from / to - 0.5));
            // In whole numbers, so that rounding adds no pixel without a share.
            first[k] = from < to ? (int) centre : (int) ((long) k * from / to);
            int end = from < to ? Math.min(from, first[k] + 2) : (int) (((k + 1L) * from + to - 1) / to);
            shares[k] = new double[end - first[k]];
            for (int pixel = first[k]; pixel < end; pixel++) {
                double ends = Math.min((pixel + 1.0) * to, (k + 1.0) * from);
                double starts = Math.max((double) pixel * to, (double) k * from);
                shares[k][pixel - first[k]] = from < to ? 1 - Math.abs(centre - pixel) : (ends - starts) / from;
            }
        }
        return new Resizing(first, shares);
    }

    private double share(int to, int from) {
        int index = from - first[to];
        return index >= 0 && index < shares[to].length ? shares[to][index] : 0;
    }

    /** One row of interleaved colours. */
    private void apply(float[] row, double[] narrow) {
        Arrays.fill(narrow, 0);
        for (int k = 0; k < narrow.length; k++) {
            int at = first[k / Pictures.CHANNELS] * Pictures.CHANNELS + k % Pictures.CHANNELS;
            for (double share : shares[k / Pictures.CHANNELS]) {
                narrow[k] += share * row[at];
                at += Pictures.CHANNELS;
            }
        }
    }
}
