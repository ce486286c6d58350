package dev.cifarlab.layers.math;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Refuses wrong input with a sentence that says what was expected and what came. */
public final class Checks {

    /** Stands for any size in an expected shape. */
    public static final long ANY = -1;

    private Checks() {}

    /** A number of at least {@code least}. */
    public static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": expected at least " + least + ", found " + value);
        }
    }

    /** A finite number above {@code limit}. */
    public static void above(String name, double value, double limit) {
        if (!(value > limit) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": expected a number above " + limit + ", found " + value);
        }
    }

    /** Single or double precision. */
    public static void floating(DataType type) {
        if (type != DataType.DOUBLE && type != DataType.FLOAT) {
            throw new IllegalArgumentException("data type: expected DOUBLE or FLOAT, found " + type);
        }
    }

    /** An array of a type and shape, in which {@link #ANY} fits every size from 1. */
    public static void array(String name, INDArray x, DataType type, long... shape) {
        boolean fits = x.rank() == shape.length && x.dataType() == type;
        for (int k = 0; fits && k < shape.length; k++) {
            fits = shape[k] == ANY ? x.size(k) > 0 : x.size(k) == shape[k];
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name + ": expected " + describe(type, shape) + ", found " + describe(x.dataType(), x.shape()));
        }
    }

    /** The array of a map under a key. */
    public static INDArray entry(Map<String, INDArray> map, String key) {
        INDArray x = map.get(key);
        if (x == null) {
            throw new IllegalArgumentException("expected an array named " + key + ", found " + map.keySet());
        }
        return x;
    }

    private static String describe(DataType type, long... shape) {
        String sizes = Arrays.stream(shape)
                .mapToObj(size -> size == ANY ? "any" : Long.toString(size))
                .collect(Collectors.joining(", "));
        return type + " (" + sizes + ")";
    }
}
