package dev.cifarlab.app.winograd;

import java.util.HashMap;
import java.util.Map;

/**
 * Squares whose elements are arrays, one for each place of a square, and their transform: T x T^T. Each thread has one
 * for each transform, as long as its longest ones, for all layers.
 */
final class Squares {

    private static final ThreadLocal<Map<Transform, Squares>> OWN = ThreadLocal.withInitial(HashMap::new);

    private final Transform transform;
    private final float[][][] in;
    private final float[][][] between;
    private final float[][][] betweenByColumn;
    private final float[][] column;
    private final float[][] row;

    private Squares(Transform transform, int length) {
        this.transform = transform;
        in = new float[transform.from()][transform.from()][length];
        between = new float[transform.to()][transform.from()][length];
        betweenByColumn = new float[transform.from()][transform.to()][];
        for (int r = 0; r < transform.to(); r++) {
            for (int c = 0; c < transform.from(); c++) {
                betweenByColumn[c][r] = between[r][c];
            }
        }
        column = new float[transform.from()][];
        row = new float[transform.to()][length];
    }

    /** The calling thread's, of arrays of at least so many elements. */
    static Squares of(Transform transform, int length) {
        return OWN.get()
                .compute(
                        transform,
                        (same, known) ->
                                known == null || known.row[0].length < length ? new Squares(same, length) : known);
    }

    /** What is transformed, by rows and columns: to be filled, and left as it is. */
    float[][][] in() {
        return in;
    }

    /** An array to work with, until the next {@link #row}. */
    float[] spare() {
        return row[0];
    }

    /** Moves the last rows of what was transformed to the front; those in front go to the end. */
    void keepLast(int rows) {
        for (int r = 0; r < rows; r++) {
            float[][] first = in[r];
            in[r] = in[in.length - rows + r];
            in[in.length - rows + r] = first;
        }
    }

    /** Transforms all columns, up to so many elements of each array. */
    void columns(int n) {
        for (int c = 0; c < in.length; c++) {
            for (int r = 0; r < in.length; r++) {
                column[r] = in[r][c];
            }
            transform.apply(column, betweenByColumn[c], n);
        }
    }

    /** A row of the result, once the columns are transformed; overwritten by the next. */
    float[][] row(int r, int n) {
        transform.apply(between[r], row, n);
        return row;
    }
}
