package dev.cifarlab.layers.math;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The door of every public method: refuses wrong input with a sentence that says what was expected and what came, and
 * gives arrays as the layers compute with them, in c order without gaps, so that no layer meets a view that ND4J can't
 * slice or reshape.
 */
public final class Checks {

    /** Stands for any size in an expected shape. */
    public static final long ANY = -1;

    private static final double ROUNDING = 1e-4;

    private Checks() {}

    /** A number of at least {@code least}. */
    public static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": expected at least " + least + ", found " + value);
        }
    }

    /** A whole number from 0, below {@code size}. */
    static void index(String name, long value, long size) {
        if (value < 0 || value >= size) {
            throw new IllegalArgumentException(name + ": expected 0 to " + (size - 1) + ", found " + value);
        }
    }

    /** A finite number above {@code limit}. */
    public static void above(String name, double value, double limit) {
        if (!(value > limit) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": expected a number above " + limit + ", found " + value);
        }
    }

    /** Neither NaN nor infinite. */
    public static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number, found " + value);
        }
    }

    /** Single or double precision. */
    public static void floating(@Nullable DataType type) {
        if (type != DataType.DOUBLE && type != DataType.FLOAT) {
            throw new IllegalArgumentException("data type: expected DOUBLE or FLOAT, found " + type);
        }
    }

    /** Something that is there. */
    public static <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": expected a value, found null");
        }
        return value;
    }

    /** An array of single or double precision, of any shape, with at least one number; {@link #plain}. */
    public static INDArray numbers(String name, INDArray x) {
        floating(name, x);
        return plain(x);
    }

    static void floating(String name, @Nullable INDArray x) {
        if (x == null || x.length() == 0) {
            throw new IllegalArgumentException(name + ": expected an array of numbers, found " + describe(x));
        }
        if (x.dataType() != DataType.DOUBLE && x.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException(name + ": data type: expected DOUBLE or FLOAT, found " + describe(x));
        }
    }

    /** An array of a type and shape, in which {@link #ANY} fits every size from 1; {@link #plain}. */
    public static INDArray array(String name, INDArray x, DataType type, long... shape) {
        shape(name, x, type, shape);
        return plain(x);
    }

    static void shape(String name, @Nullable INDArray x, DataType type, long... shape) {
        if (x == null || x.dataType() != type || !fits(x, shape)) {
            throw new IllegalArgumentException(name + ": expected " + describe(type, shape) + ", found " + describe(x));
        }
    }

    /** The same as a copy, for what is kept: later changes of the caller's array do not reach it. */
    public static INDArray copy(String name, INDArray x, DataType type, long... shape) {
        shape(name, x, type, shape);
        return x.dup('c');
    }

    /** Labels of a type and shape (n, classes): numbers from 0 to 1, each row with a sum of 1, as one-hot ones. */
    public static INDArray labels(INDArray x, DataType type, long... shape) {
        INDArray labels = array("labels", x, type, shape);
        int classes = Math.toIntExact(labels.size(1));
        double[] values = labels.reshape(labels.length()).toDoubleVector();
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            sum = values[k] >= 0 ? sum + values[k] : Double.NaN;
            if ((k + 1) % classes == 0) {
                if (!(Math.abs(sum - 1) <= ROUNDING)) {
                    throw new IllegalArgumentException(
                            "labels: expected rows of numbers from 0 to 1 with a sum of 1, found "
                                    + Arrays.toString(Arrays.copyOfRange(values, k + 1 - classes, k + 1)) + " in row "
                                    + k / classes);
                }
                sum = 0;
            }
        }
        return labels;
    }

    /** The array of a map under a key. */
    public static INDArray entry(@Nullable Map<String, INDArray> map, String key) {
        Map<String, INDArray> arrays = present("map of arrays", map);
        INDArray x = arrays.get(key);
        if (x == null) {
            throw new IllegalArgumentException("expected an array named " + key + ", found " + arrays.keySet()
                    + (arrays.containsKey(key) ? " with null for it" : ""));
        }
        return x;
    }

    /** The array itself if it is no view and its numbers lie in c order, otherwise a copy of that kind. */
    private static INDArray plain(INDArray x) {
        return isPlain(x) ? x : x.dup('c');
    }

    private static boolean isPlain(INDArray x) {
        return x.ordering() == 'c' && !x.isView() && hasNoGaps(x);
    }

    /** Whether the numbers lie one after the other, the last axis the fastest. */
    static boolean hasNoGaps(INDArray x) {
        long step = 1;
        for (int k = x.rank() - 1; k >= 0; k--) {
            if (x.size(k) > 1 && x.stride(k) != step) {
                return false;
            }
            step *= x.size(k);
        }
        return true;
    }

    private static boolean fits(INDArray x, long... shape) {
        boolean fits = x.rank() == shape.length;
        for (int k = 0; fits && k < shape.length; k++) {
            fits = shape[k] == ANY ? x.size(k) > 0 : x.size(k) == shape[k];
        }
        return fits;
    }

    private static String describe(@Nullable INDArray x) {
        return x == null ? "null" : describe(x.dataType(), x.shape());
    }

    private static String describe(DataType type, long... shape) {
        String sizes = Arrays.stream(shape)
                .mapToObj(size -> size == ANY ? "any" : Long.toString(size))
                .collect(Collectors.joining(", "));
        return type + " (" + sizes + ")";
    }
}
