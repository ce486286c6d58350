package dev.cifarlab.teaching;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array beside the right one.
 *
 * @param share of the marks: a quarter each for the shape, for zeros and signs, up to a factor, and for the numbers
 * @param text what is wrong; empty where nothing is
 */
record Comparison(double share, String text) {

    /** Rounding in single precision. */
    private static final double SINGLE = 1e-5;

    static Comparison of(String name, @Nullable INDArray mine, INDArray right, double tolerance) {
        if (mine == null) {
            return new Comparison(0, name + " is missing");
        }
        if (!Arrays.equals(mine.shape(), right.shape())) {
            return new Comparison(
                    0,
                    String.format(
                            "%s has shape %s, %s is due",
                            name, Arrays.toString(mine.shape()), Arrays.toString(right.shape())));
        }
        double[] a = numbers(mine);
        double[] b = numbers(right);
        if (mine.dataType() != DataType.DOUBLE && near(a, b, 1, SINGLE)) {
            return new Comparison(0.75, name + " is " + mine.dataType() + ", DOUBLE is due: only rounding is wrong");
        }
        double factor = factor(a, b);
        if (near(a, b, 1, tolerance)) {
            return new Comparison(1, "");
        }
        boolean signs = sameSigns(a, b);
        if (factor > 0 && near(a, b, factor, tolerance)) {
            return new Comparison(0.75, name + " is " + (float) factor + " times what is due, throughout");
        }
        String kind = signs ? "zeros and signs are right, " : "";
        return new Comparison(signs ? 0.5 : 0.25, name + ": " + kind + worst(a, b, right.shape()));
    }

    /** Whether all the arrays of one are those of the other. */
    static boolean same(Map<String, INDArray> some, Map<String, INDArray> others, double tolerance) {
        return others.entrySet().stream()
                .allMatch(other -> of(other.getKey(), some.get(other.getKey()), other.getValue(), tolerance)
                        .text()
                        .isEmpty());
    }

    /** As {@link #same}, but by the right one's size where a wrong version is what rounding leaves of 0. */
    static boolean same(
            Map<String, INDArray> mine, Map<String, INDArray> wrong, Map<String, INDArray> right, double tolerance) {
        return wrong.entrySet().stream().allMatch(entry -> {
            INDArray one = mine.get(entry.getKey());
            INDArray due = right.get(entry.getKey());
            double[] b = numbers(entry.getValue());
            double scale = due == null ? 1 : Math.max(1, largest(numbers(due)) / Math.max(1e-300, largest(b)));
            return one != null
                    && Arrays.equals(one.shape(), entry.getValue().shape())
                    && near(numbers(one), b, 1, tolerance * scale);
        });
    }

    private static double[] numbers(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').reshape(array.length()).toDoubleVector();
    }

    /** Whether a is factor times b, within a share of the largest number. */
    private static boolean near(double[] a, double[] b, double factor, double tolerance) {
        double limit = tolerance * factor * Math.max(1e-300, largest(b));
        for (int k = 0; k < a.length; k++) {
            double due = factor * b[k];
            boolean equal = Double.compare(a[k] + 0.0, due + 0.0) == 0; // NaN is NaN, and -0 is 0
            if (!equal && !(Math.abs(a[k] - due) <= limit)) {
                return false;
            }
        }
        return true;
    }

    private static double factor(double[] a, double[] b) {
        double product = 0;
        double square = 0;
        for (int k = 0; k < a.length; k++) {
            product += a[k] * b[k];
            square += b[k] * b[k];
        }
        return Double.isFinite(product) && square > 0 ? product / square : 0;
    }

    private static double largest(double[] numbers) {
        return Arrays.stream(numbers)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static boolean sameSigns(double[] a, double[] b) {
        for (int k = 0; k < a.length; k++) {
            if (Double.compare(Math.signum(a[k]) + 0.0, Math.signum(b[k]) + 0.0) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String worst(double[] a, double[] b, long[] shape) {
        int worst = 0;
        double most = -1;
        for (int k = 0; k < a.length; k++) {
            double gap = Double.isFinite(a[k]) ? Math.abs(a[k] - b[k]) : Double.POSITIVE_INFINITY;
            if (gap > most) {
                most = gap;
                worst = k;
            }
        }
        return String.format(Locale.ROOT, "worst at %s: %.6g, %.6g is due", place(worst, shape), a[worst], b[worst]);
    }

    private static String place(long index, long[] shape) {
        long[] place = new long[shape.length];
        long rest = index;
        for (int k = shape.length - 1; k >= 0; k--) {
            place[k] = rest % shape[k];
            rest /= shape[k];
        }
        return Arrays.toString(place);
    }
}
