package dev.cifarlab.teaching.trace;

import dev.cifarlab.layers.math.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both passes of a network whose input is X: every array by name, and every gradient by central differences too. */
final class Trace {

    private static final double STEP = 1e-5;

    private final List<Step> steps;
    private final Map<String, INDArray> arrays;
    private final Map<String, INDArray> differences = new LinkedHashMap<>();

    /**
     * Runs both passes.
     *
     * @param steps in the order of the forward pass, the loss last
     * @param given X, the labels Y, and all parameters, in double precision
     */
    Trace(List<Step> steps, Map<String, INDArray> given) {
        this.steps = steps;
        arrays = new LinkedHashMap<>(given);
        steps.forEach(step -> step.forward(arrays));
        for (int k = steps.size() - 1; k >= 0; k--) {
            steps.get(k).backward(arrays);
        }
    }

    /** Every array by its name: {@code W1} is a parameter, {@code dW1} the loss's gradient there. */
    Map<String, INDArray> arrays() {
        return arrays;
    }

    /** (L(v + h) - L(v - h)) / 2h at every number v, h = 1e-5, by the gradient's name. */
    Map<String, INDArray> differences() {
        for (String name : forwardNames()) {
            if (arrays.containsKey("d" + name)) {
                differences.computeIfAbsent("d" + name, gradient -> differences(name));
            }
        }
        return differences;
    }

    /** X and what each step adds: its parameters, then its output. */
    List<String> forwardNames() {
        return Stream.concat(Stream.of("X"), steps.stream().flatMap(step -> step.forwardNames().stream()))
                .toList();
    }

    /** The step that computes an array; none for what is given. */
    Optional<Step> step(String name) {
        return steps.stream().filter(step -> step.computes(name)).findFirst();
    }

    /** What each number of an array came from, in reading order. */
    List<List<Source>> sources(String name) {
        List<List<Source>> sources = new ArrayList<>();
        long[] shape = Checks.entry(arrays, name).shape();
        for (long k = 0; k < Checks.entry(arrays, name).length(); k++) {
            long[] place = place(k, shape);
            sources.add(
                    step(name).map(step -> step.sources(name, place, arrays)).orElseGet(List::of));
        }
        return sources;
    }

    /** The indices of number k in reading order. */
    static long[] place(long k, long... shape) {
        long[] place = new long[shape.length];
        long rest = k;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            place[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return place;
    }

    private INDArray differences(String name) {
        INDArray at = Checks.entry(arrays, name);
        double[] slopes = new double[(int) at.length()];
        for (int k = 0; k < slopes.length; k++) {
            slopes[k] = (loss(name, k, STEP) - loss(name, k, -STEP)) / (2 * STEP);
        }
        return Nd4j.createFromArray(slopes).reshape('c', at.shape()).castTo(DataType.DOUBLE);
    }

    /** The loss after a change of one number, which the steps behind it see. */
    private double loss(String name, int k, double change) {
        Map<String, INDArray> changed = new LinkedHashMap<>(arrays);
        INDArray array = Checks.entry(arrays, name).dup('c');
        long[] place = place(k, array.shape());
        changed.put(name, array.putScalar(place, array.getDouble(place) + change));
        boolean behind = step(name).isEmpty();
        for (Step step : steps) {
            if (behind) {
                step.forward(changed);
            }
            behind |= step.computes(name);
        }
        return Checks.entry(changed, "L").getDouble(0);
    }
}
