package dev.cifarlab.app.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The pixels of one axis that make up each pixel of an axis of another length.
 *
 * @param first the first of them, for each
 * @param shares the shares of that and of those behind it, for each; what they lack of 1 is background
 */
record Resizing(int[] first, double[][] shares) {

    /** A picture in a square of planes, red first. */
    static byte[] planes(CanvasRows rows, Framing framing) {
        int side = framing.side();
        Resizing columns = of(rows.width(), framing.window(rows.width(), rows.height()), side);
        Resizing lines = of(rows.height(), framing.window(rows.height(), rows.width()), side);
        double[] across = columns.covered();
        double[] down = lines.covered();
        byte[] planes = new byte[Pictures.CHANNELS * side * side];
        double[] flat = new double[Pictures.CHANNELS * rows.width()];
        double[] narrow = new double[Pictures.CHANNELS * side];
        int from = columns.first[0] * Pictures.CHANNELS;
        int to = columns.end() * Pictures.CHANNELS;
        int[] colours = rows.colours();
        for (int line = 0; line < side; line++) {
            Arrays.fill(flat, 0);
            for (int k = 0; k < lines.shares[line].length; k++) {
                rows.add(lines.first[line] + k, lines.shares[line][k], flat, from, to);
            }
            columns.apply(flat, narrow);
            for (int k = 0; k < narrow.length; k++) {
                int channel = colours[k % Pictures.CHANNELS];
                int column = k / Pictures.CHANNELS;
                double seen = across[column] * down[line];
                double beside = seen < 1 ? (1 - seen) * framing.background(channel) : 0;
                planes[(channel * side + line) * side + column] = (byte) Math.min(255, Math.round(narrow[k] + beside));
            }
        }
        return planes;
    }

    /** All of an axis in so many pixels. */
    static Resizing of(int from, int to) {
        return of(from, new long[] {0, 2L * from}, to);
    }

    /** A square of planes, of a height and width, in a square of another size; both axes are this one. */
    void planes(byte[] from, int length, byte[] to) {
        planes(from, length, length, new Placement.Hole(0, 0, length, length), this, this, to);
    }

    /** A part of each plane of an image of a height and width, in planes of what the axes make of it. */
    static void planes(
            byte[] from, int height, int width, Placement.Hole part, Resizing lines, Resizing columns, byte[] to) {
        int wide = columns.first.length;
        double[] narrow = new double[(part.bottom() - part.top()) * wide];
        double[] sums = new double[wide];
        for (int start = 0, at = 0; start < from.length; start += height * width) {
            for (int y = part.top(), k = 0; y < part.bottom(); y++, k += wide) {
                columns.narrow(from, start + y * width + part.left(), narrow, k);
            }
            for (int y = 0; y < lines.first.length; y++, at += wide) {
                lines.sum(narrow, y, sums);
                for (int x = 0; x < wide; x++) {
                    to[at + x] = (byte) Math.min(255, (int) (sums[x] + 0.5));
                }
            }
        }
    }

    /** One row of one plane. */
    private void narrow(byte[] from, int row, double[] narrow, int to) {
        for (int x = 0; x < first.length; x++) {
            double sum = 0;
            int pixel = row + first[x];
            for (double share : shares[x]) {
                sum += share * (from[pixel++] & 0xff);
            }
            narrow[to + x] = sum;
        }
    }

    /** A row of sums over rows that are narrow already. */
    private void sum(double[] narrow, int y, double[] sums) {
        Arrays.fill(sums, 0);
        int row = first[y] * sums.length;
        for (double share : shares[y]) {
            for (int x = 0; x < sums.length; x++) {
                sums[x] += share * narrow[row + x];
            }
            row += sums.length;
        }
    }

    /**
     * A window of an axis in so many pixels: by area where pixels become fewer, else linear between their centres. In
     * whole numbers, so that rounding adds no pixel without a share.
     *
     * @param from the axis's pixels
     * @param window where the window begins and ends, in half pixels
     */
    static Resizing of(int from, long[] window, int to) {
        int[] first = new int[to];
        double[][] shares = new double[to][];
        long length = (window[1] - window[0]) / 2;
        for (int k = 0; k < to; k++) {
            if (length < to) {
                double centre = window[0] / 2.0 + (k + 0.5) * length / to - 0.5;
                boolean beside = centre < -0.5 || centre > from - 0.5;
                double inside = Math.max(0, Math.min(from - 1.0, centre));
                first[k] = (int) inside;
                shares[k] = new double[beside ? 0 : Math.min(2, from - first[k])];
                for (int j = 0; j < shares[k].length; j++) {
                    shares[k][j] = 1 - Math.abs(inside - first[k] - j);
                }
            } else {
                byArea(from, window[0] * to + 2L * k * length, 2 * length, to, k, first, shares);
            }
        }
        return new Resizing(first, shares);
    }

    /** All in units in which a pixel is 2 to long. */
    private static void byArea(int from, long starts, long length, int to, int k, int[] first, double[][] shares) {
        long pixel = 2L * to;
        long ends = starts + length;
        first[k] = (int) Math.max(0, Math.min(from - 1L, Math.floorDiv(starts, pixel)));
        int end = (int) Math.max(first[k], Math.min(from, -Math.floorDiv(-ends, pixel)));
        shares[k] = new double[end - first[k]];
        for (int at = first[k]; at < end; at++) {
            double seen = Math.min((at + 1) * pixel, ends) - Math.max(at * pixel, starts);
            shares[k][at - first[k]] = Math.max(0, seen) / length;
        }
    }

    /** The pixel behind the last that has a share. */
    private int end() {
        return IntStream.range(0, first.length)
                .map(k -> first[k] + shares[k].length)
                .max()
                .orElse(0);
    }

    /** How much of each pixel is not background; 1, whatever rounding says, where all of it is picture. */
    private double[] covered() {
        return Arrays.stream(shares)
                .mapToDouble(all -> Arrays.stream(all).sum())
                .map(sum -> sum > 1 - 1e-9 ? 1 : sum)
                .toArray();
    }

    /** One row of interleaved colours. */
    private void apply(double[] row, double[] narrow) {
        for (int k = 0; k < first.length; k++) {
            double one = 0;
            double two = 0;
            double three = 0;
            int at = first[k] * Pictures.CHANNELS;
            for (double share : shares[k]) {
                one += share * row[at];
                two += share * row[at + 1];
                three += share * row[at + 2];
                at += Pictures.CHANNELS;
            }
            narrow[k * Pictures.CHANNELS] = one;
            narrow[k * Pictures.CHANNELS + 1] = two;
            narrow[k * Pictures.CHANNELS + 2] = three;
        }
    }
}
