package dev.cifarlab.app.backend;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An optimizer by PyTorch's formula, where that differs from the framework's. The framework runs {@link #change} on
 * every backend; {@link OptimizerPass} computes the same by {@link #formula}.
 */
interface TorchRule extends IUpdater {

    /** The learning rate over the iterations. */
    LearningRate rate();

    /**
     * Turns a gradient into what is to be taken off the parameters, in place, and moves the rule's state.
     *
     * @param gradient (n), of the mean loss, with the coupled weight decay in it
     * @param state (k n): k numbers for each parameter, all of a kind together, 0 at the start
     * @param iteration from 0
     */
    void change(INDArray gradient, INDArray state, int iteration);

    /** The same as one pass, and taken off. */
    OptimizerPass.Formula formula(int iteration);

    @Override
    IUpdater clone();

    @Override
    default double getLearningRate(int iteration, int epoch) {
        return rate().at(iteration);
    }

    @Override
    default boolean hasLearningRate() {
        return true;
    }

    @Override
    default void setLrAndSchedule(double learningRate, ISchedule schedule) {
        throw new UnsupportedOperationException("the learning rate is set when the rule is made");
    }

    @Override
    default GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
        if (initialize) {
            state.assign(0);
        }
        return new Running(this, state);
    }

    @Override
    default GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
        throw new UnsupportedOperationException("the state is one array");
    }

    /**
     * A rule at work on some of a network's parameters.
     *
     * @param rule the rule
     * @param state its state, a view of the optimizer's
     */
    record Running(TorchRule rule, INDArray state) implements GradientUpdater<TorchRule> {

        @Override
        public TorchRule getConfig() {
            return rule;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            rule.change(gradient.reshape(gradient.length()), state.reshape(state.length()), iteration);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of("state", state);
        }

        @Override
        public void setState(Map<String, INDArray> others, boolean initialize) {
            throw new UnsupportedOperationException("the state is one array");
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char order, boolean initialize) {
            throw new UnsupportedOperationException("the state's place is settled");
        }
    }
}
