package dev.cifarlab.app.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * How an image stands in a batch: what is done to its bytes, which of its rows and columns stands where then, and what
 * is cut out at last.
 */
public final class Placement {

    /** A row or a column that is no part of the image, and is black. */
    static final int BLACK = -1;

    /** A rectangle, its lower and right ends not in it. */
    record Hole(int top, int left, int bottom, int right) {}

    private final int[] rows;
    private final int[] columns;
    private final List<Hole> holes = new ArrayList<>();
    private final List<Consumer<byte[]>> edits = new ArrayList<>();

    /** An image as it is. */
    Placement(int height, int width) {
        rows = new int[height];
        columns = new int[width];
        reset();
    }

    /** Takes back all that was done. */
    void reset() {
        Arrays.setAll(rows, y -> y);
        Arrays.setAll(columns, x -> x);
        holes.clear();
        edits.clear();
    }

    /** Does what changes the bytes of the image, all of its planes, in place. */
    void edit(byte[] image) {
        edits.forEach(edit -> edit.accept(image));
    }

    /** The image's row, or {@link #BLACK}, for each row of the batch. */
    int[] rows() {
        return rows;
    }

    /** The image's column, or {@link #BLACK}, for each column of the batch. */
    int[] columns() {
        return columns;
    }

    /** What is cut out, after all else was done. */
    List<Hole> holes() {
        return holes;
    }

    /** Changes the image's bytes, in place, after other changes of them and before all else. */
    void change(Consumer<byte[]> edit) {
        edits.add(edit);
    }

    /** Left to right. */
    void mirror() {
        int[] before = columns.clone();
        Arrays.setAll(columns, x -> before[before.length - 1 - x]);
    }

    /** Moves the image; what comes in is its reflection, or black. */
    void move(int down, int right, boolean reflect) {
        move(rows, down, reflect);
        move(columns, right, reflect);
    }

    private static void move(int[] line, int by, boolean reflect) {
        int[] before = line.clone();
        for (int k = 0; k < line.length; k++) {
            int from = reflect ? reflected(k - by, line.length) : k - by;
            line[k] = from >= 0 && from < line.length ? before[from] : BLACK;
        }
    }

    /** The outermost pixel is the mirror, and stands there once. */
    private static int reflected(int k, int length) {
        int period = Math.max(1, 2 * (length - 1));
        int place = Math.floorMod(k, period);
        return Math.min(place, period - place);
    }

    /** Cuts a rectangle out, as much of it as is in the image. */
    void cut(int top, int left, int bottom, int right) {
        holes.add(new Hole(
                Math.max(0, top), Math.max(0, left), Math.min(rows.length, bottom), Math.min(columns.length, right)));
    }
}
