package dev.cifarlab.app.backend;

/** Matrices as flat arrays of singles, row by row. */
final class Rows {

    private Rows() {}

    /** {@code rows} rows of equal length. */
    static double[][] of(float[] values, int rows) {
        int columns = values.length / rows;
        double[][] matrix = new double[rows][columns];
        for (int k = 0; k < values.length; k++) {
            matrix[k / columns][k % columns] = values[k];
        }
        return matrix;
    }

    /** The rows one after the other. */
    static float[] joined(double[][] matrix) {
        int columns = matrix[0].length;
        float[] values = new float[matrix.length * columns];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) matrix[k / columns][k % columns];
        }
        return values;
    }
}
