package dev.cifarlab.app.model;

import dev.cifarlab.app.config.Optimizer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * How gradients change the weights.
 *
 * @param optimizer the rule
 * @param rate the learning rate over the iterations
 * @param weightDecay decoupled for Adam (AdamW), added to the gradient for SGD; kernels and dense weights only
 */
public record UpdateRule(Optimizer optimizer, LearningRate rate, double weightDecay) {

    private static final double MOMENTUM = 0.9;

    void configure(NeuralNetConfiguration.Builder builder) {
        builder.updater(updater());
        if (weightDecay == 0) {
            return;
        }
        switch (optimizer) {
            case ADAM -> builder.weightDecay(weightDecay);
            case SGD -> builder.l2(weightDecay);
        }
    }

    private IUpdater updater() {
        return switch (optimizer) {
            case ADAM -> new Adam(rate);
            case SGD -> new Nesterovs(rate, MOMENTUM);
        };
    }
}
