package dev.cifarlab.teaching.shell;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array beside the one that it should equal.
 *
 * @param close whether they are equal up to rounding
 * @param text what was found, on one line, as JShell shows it
 */
public record Likeness(boolean close, String text) {

    /** Rounding in either precision, as a share of the largest number. */
    private static final double DOUBLE = 1e-9;

    private static final double SINGLE = 1e-5;

    /**
     * Says whether two arrays are equal, where they differ most, and the likely cause.
     *
     * @param name what the text calls the array
     * @param mine any shape and data type
     * @param reference the right one
     */
    public static Likeness cmp(String name, @Nullable INDArray mine, @Nullable INDArray reference) {
        if (mine == null || reference == null) {
            return new Likeness(false, name + ": " + (mine == null ? "mine" : "the reference") + " is null");
        }
        if (!Arrays.equals(mine.shape(), reference.shape())) {
            return new Likeness(
                    false,
                    String.format(
                            "%s: shape %s, %s is due%s",
                            name,
                            Arrays.toString(mine.shape()),
                            Arrays.toString(reference.shape()),
                            cause(shapes(mine, reference))));
        }
        double[] a = numbers(mine);
        double[] b = numbers(reference);
        if (Arrays.equals(a, b)) {
            return new Likeness(true, name + ": exact");
        }
        int worst = worst(a, b);
        String where = String.format(
                Locale.ROOT,
                "largest difference %.2g at %s: %s, %s is due",
                Math.abs(a[worst] - b[worst]),
                Arrays.toString(place(worst, reference.shape())),
                a[worst],
                b[worst]);
        boolean single = mine.dataType() != DataType.DOUBLE || reference.dataType() != DataType.DOUBLE;
        if (near(a, b, single ? SINGLE : DOUBLE)) {
            return new Likeness(true, name + ": close, " + where);
        }
        return new Likeness(false, name + ": different, " + where + cause(numbers(mine, reference)));
    }

    /** The text alone, which is what JShell prints of a value. */
    @Override
    public String toString() {
        return text;
    }

    private static String cause(Map<String, BooleanSupplier> causes) {
        return causes.entrySet().stream()
                .filter(cause -> cause.getValue().getAsBoolean())
                .map(cause -> "; likely cause: " + cause.getKey())
                .findFirst()
                .orElse("");
    }

    private static Map<String, BooleanSupplier> shapes(INDArray mine, INDArray reference) {
        double[] b = numbers(reference);
        Map<String, BooleanSupplier> causes = new LinkedHashMap<>();
        causes.put("transposed", () -> mine.rank() == 2 && near(numbers(mine.transpose()), b, SINGLE));
        causes.put("right numbers in another shape (an axis kept or dropped)", () -> near(numbers(mine), b, SINGLE));
        causes.put("not summed over the examples", () -> mine.rank() > 1 && near(numbers(mine.sum(0)), b, SINGLE));
        causes.put("not averaged over the examples", () -> mine.rank() > 1 && near(numbers(mine.mean(0)), b, SINGLE));
        return causes;
    }

    private static Map<String, BooleanSupplier> numbers(INDArray mine, INDArray reference) {
        double[] a = numbers(mine);
        double[] b = numbers(reference);
        double factor = factor(a, b);
        double offset = a[0] - b[0];
        Map<String, BooleanSupplier> causes = new LinkedHashMap<>();
        causes.put(
                "NaN or infinity (log 0, division by 0, exp of a large number)",
                () -> Arrays.stream(a).anyMatch(x -> !Double.isFinite(x))
                        && Arrays.stream(b).allMatch(Double::isFinite));
        causes.put("rounded to single precision on the way", () -> near(a, b, SINGLE));
        causes.put("the sign", () -> near(map(a, x -> -x), b, SINGLE));
        causes.put(
                "a factor of " + (float) factor + " throughout" + examples(factor),
                () -> factor != 0 && near(map(a, x -> x / factor), b, SINGLE));
        causes.put("transposed", () -> mine.rank() == 2 && near(numbers(mine.transpose()), b, SINGLE));
        int filter = mine.rank() < 4 ? a.length : (int) (mine.size(2) * mine.size(3));
        causes.put("reversed in both axes (convolution for correlation)", () -> near(reversed(a, filter), b, SINGLE));
        causes.put((float) offset + " added throughout", () -> near(map(a, x -> x - offset), b, SINGLE));
        causes.put("a mask left out: right but for what should be 0", () -> any(b) && near(masked(a, b), b, SINGLE));
        causes.put("a wrong mask: right but for what is 0", () -> any(a) && near(masked(b, a), a, SINGLE));
        return causes;
    }

    private static String examples(double factor) {
        double count = Math.abs(factor) < 1 ? 1 / factor : factor;
        boolean whole = count > 1.5 && Math.abs(count - Math.rint(count)) < 1e-6;
        return whole ? " (if that is the number of examples: sum and mean confused)" : "";
    }

    private static double[] numbers(INDArray array) {
        double[] numbers =
                array.castTo(DataType.DOUBLE).dup('c').reshape(array.length()).toDoubleVector();
        return map(numbers, x -> x + 0.0); // -0 is 0
    }

    private static boolean near(double[] a, double[] b, double tolerance) {
        if (a.length != b.length) {
            return false;
        }
        double limit = tolerance * Arrays.stream(b).map(Math::abs).max().orElse(0);
        for (int k = 0; k < b.length; k++) {
            boolean equal = Double.compare(a[k], b[k]) == 0; // NaN is NaN
            if (!equal && !(Math.abs(a[k] - b[k]) <= limit)) {
                return false;
            }
        }
        return true;
    }

    /** The factor in a = factor b, if there is one. */
    private static double factor(double[] a, double[] b) {
        int largest = worst(b, new double[b.length]);
        double factor = a[largest] / b[largest];
        return Double.isFinite(factor) ? factor : 0;
    }

    private static double[] map(double[] numbers, DoubleUnaryOperator f) {
        return Arrays.stream(numbers).map(f).toArray();
    }

    private static boolean any(double[] numbers) {
        return Arrays.stream(numbers).anyMatch(x -> x != 0);
    }

    private static double[] reversed(double[] numbers, int length) {
        double[] reversed = new double[numbers.length];
        Arrays.setAll(reversed, k -> numbers[k - k % length + length - 1 - k % length]);
        return reversed;
    }

    /** The numbers, with 0 where the mask has it. */
    private static double[] masked(double[] numbers, double[] mask) {
        double[] masked = numbers.clone();
        Arrays.setAll(masked, k -> mask[k] == 0 ? 0 : numbers[k]);
        return masked;
    }

    private static int worst(double[] a, double[] b) {
        int worst = 0;
        double most = -1;
        for (int k = 0; k < a.length; k++) {
            double gap = Math.abs(a[k] - b[k]);
            if (Double.isNaN(gap) && !(Double.isNaN(a[k]) && Double.isNaN(b[k]))) {
                gap = Double.POSITIVE_INFINITY;
            }
            if (gap > most) {
                most = gap;
                worst = k;
            }
        }
        return worst;
    }

    private static long[] place(long index, long[] shape) {
        long[] place = new long[shape.length];
        long rest = index;
        for (int k = shape.length - 1; k >= 0; k--) {
            place[k] = rest % shape[k];
            rest /= shape[k];
        }
        return place;
    }
}
