package dev.cifarlab.teaching;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What exercises and wrong versions do with arrays. */
final class Edits {

    private Edits() {}

    /** A function of each number. */
    static INDArray each(INDArray x, DoubleUnaryOperator function) {
        INDArray out = x.dup('c');
        for (long k = 0; k < out.length(); k++) {
            out.putScalar(k, function.applyAsDouble(out.getDouble(k)));
        }
        return out;
    }

    /** A map whose arrays with these first letters are edited; the rest is as it was. */
    static Map<String, INDArray> edit(Map<String, INDArray> arrays, String letters, UnaryOperator<INDArray> edit) {
        Map<String, INDArray> edited = new LinkedHashMap<>(arrays);
        edited.replaceAll((name, array) -> name.startsWith(letters) ? edit.apply(array) : array);
        return edited;
    }

    /** The same number throughout, in the shape of x. */
    static INDArray filled(INDArray x, double value) {
        return Nd4j.valueArrayOf(x.shape(), value, x.dataType());
    }

    /** Copies of what is there of these names. */
    static Map<String, INDArray> copies(@Nullable Map<String, INDArray> arrays, String suffix, String... names) {
        if (arrays == null) {
            throw new IllegalStateException("null in place of a map");
        }
        Map<String, INDArray> copies = new LinkedHashMap<>();
        for (String name : names) {
            INDArray array = arrays.get(name);
            if (array != null) {
                copies.put(name + suffix, array.dup());
            }
        }
        return copies;
    }

    /** A method's array under a name. */
    static Map<String, INDArray> present(String name, @Nullable INDArray array) {
        return array == null ? Map.of() : Map.of(name, array);
    }

    /** What the student's forward pass keeps, with the right numbers in it: a wrong one is told once, at forward. */
    static Map<String, INDArray> cache(UnaryForward forward, Map<String, INDArray> right, INDArray x) {
        Map<String, INDArray> cache = new LinkedHashMap<>();
        try {
            cache.putAll(forward.of(x.dup()));
        } catch (RuntimeException e) { // the exercise of forward tells
            cache.clear();
        }
        cache.putAll(right);
        return cache;
    }

    /** A forward pass. */
    @FunctionalInterface
    interface UnaryForward {
        Map<String, INDArray> of(INDArray x);
    }

    /** One number as an array. */
    static INDArray number(double value) {
        return Nd4j.createFromArray(new double[] {value});
    }
}
