package dev.cifarlab.app.backend;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exponential moving average of a network's weights and running statistics over the steps of its training (Polyak
 * and Juditsky, 1992, with the weights of Tarvainen and Valpola, 2017): average = d average + (1 - d) weights, where d
 * rises to the decay as (1 + step) / (10 + step). Its memory is its own, until it is closed.
 */
final class WeightAverage implements AutoCloseable {

    private static final double SLOWNESS = 10;

    private final double decay;
    private final INDArray values;
    private boolean swapped;

    /** One that starts with these weights. */
    WeightAverage(double decay, INDArray weights) {
        this.decay = decay;
        this.values = weights.dup();
    }

    /** Takes the weights in as they are after a step, from 0. */
    void add(INDArray weights, int step) {
        double kept = Math.min(decay, (1 + step) / (SLOWNESS + step));
        try (INDArray part = weights.mul(1 - kept)) {
            values.muli(kept).addi(part);
        }
    }

    /** Exchanges it with the weights; a second time puts both back. */
    void swap(INDArray weights) {
        INDArray copy = weights.dup();
        weights.assign(values);
        values.assign(copy);
        copy.close();
        swapped = !swapped;
    }

    /** Whether the average is where the weights were. */
    boolean isSwapped() {
        return swapped;
    }

    /** The average, wherever it is; {@code present} is what the network works with. */
    INDArray average(INDArray present) {
        return swapped ? present : values;
    }

    /** The weights, wherever they are. */
    INDArray weights(INDArray present) {
        return swapped ? values : present;
    }

    /** The average, or the weights where both are exchanged. */
    INDArray values() {
        return values;
    }

    @Override
    public void close() {
        if (!values.wasClosed()) {
            values.close();
        }
    }
}
