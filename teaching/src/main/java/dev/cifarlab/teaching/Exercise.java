package dev.cifarlab.teaching;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One line of marks: arrays that a solution gives for drawn inputs, which the right one's are compared with.
 *
 * @param <S> the interface of the solution
 * @param name question and part
 * @param points marks at most
 * @param tolerance largest difference that is right, relative to the right array's largest number
 * @param probe asks a solution
 */
record Exercise<S>(String name, double points, double tolerance, Probe<S> probe) {

    /** As near as rounding in double precision allows. */
    static final double EXACT = 1e-9;

    /** For other marks; null: the same. */
    Exercise<S> worth(@Nullable Integer marks) {
        return marks == null ? this : new Exercise<>(name, marks, tolerance, probe);
    }

    /** What is asked of a solution. */
    @FunctionalInterface
    interface Probe<S> {

        /** The arrays to compare, by name; the same for every maker with the same drawn numbers. */
        Map<String, INDArray> run(Maker<S> maker, Draw draw);
    }
}
