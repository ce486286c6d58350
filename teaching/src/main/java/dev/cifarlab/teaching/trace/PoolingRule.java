package dev.cifarlab.teaching.trace;

import java.util.Arrays;

/** The largest number of each 2x2 square, the first among equal ones: x (n, c, h, w), out (n, c, h / 2, w / 2). */
final class PoolingRule implements Rule {

    @Override
    public String formula(String role) {
        return role.equals("out")
                ? "$out[n,u,r,q] = the largest of $x[n,u,2r+i,2q+j], i and j 0 or 1"
                : "$dX = $dOut of its square where $x is the largest there, else 0";
    }

    @Override
    public void sources(String role, long[] place, Sources sources) {
        boolean forward = role.equals("out");
        long row = forward ? place[2] : place[2] / 2;
        long column = forward ? place[3] : place[3] / 2;
        if (row >= sources.size("out", 2) || column >= sources.size("out", 3)) {
            return; // a row or column that fills no square
        }
        long[] winner = winner(place, row, column, sources);
        for (int k = 0; k < 4; k++) {
            long[] pixel = {place[0], place[1], 2 * row + k / 2, 2 * column + k % 2};
            sources.add(forward && Arrays.equals(pixel, winner), "x", pixel);
        }
        if (!forward) {
            sources.add(Arrays.equals(place, winner), "dOut", place[0], place[1], row, column);
        }
    }

    private static long[] winner(long[] place, long row, long column, Sources sources) {
        long[] winner = {place[0], place[1], 2 * row, 2 * column};
        for (int k = 1; k < 4; k++) {
            long[] pixel = {place[0], place[1], 2 * row + k / 2, 2 * column + k % 2};
            if (sources.value("x", pixel) > sources.value("x", winner)) {
                winner = pixel;
            }
        }
        return winner;
    }
}
