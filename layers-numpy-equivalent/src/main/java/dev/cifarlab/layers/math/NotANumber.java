package dev.cifarlab.layers.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** NaN where ND4J's own maximum and minimum drop it: as in NumPy and PyTorch, what is computed from NaN is NaN. */
public final class NotANumber {

    private NotANumber() {}

    /** Whether there can be NaN in an array: its sum is NaN then (and for infinities of both signs). */
    public static boolean mayBeIn(INDArray x) {
        return Double.isNaN(x.sumNumber().doubleValue());
    }

    /** 1 where x is NaN, else 0. */
    public static INDArray mask(INDArray x) {
        return x.neq(x).castTo(x.dataType());
    }

    /** The values where a mask of 0 and 1 is 1, else 0, whatever the value is there; written over the mask. */
    public static INDArray select(INDArray mask, INDArray values) {
        if (Double.isFinite(values.sumNumber().doubleValue())) {
            return mask.muli(values); // several times faster
        }
        BooleanIndexing.replaceWhere(mask, values, Conditions.equals(1));
        return mask;
    }

    /** Writes NaN to {@code result}, of x's shape, wherever x is NaN, and leaves the other elements alone. */
    public static INDArray carry(INDArray x, INDArray result) {
        return mayBeIn(x) ? result.addi(x.eq(x).castTo(x.dataType()).rdivi(0)) : result; // 0 / 1 or 0 / 0
    }
}
