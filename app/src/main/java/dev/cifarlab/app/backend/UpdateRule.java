package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Optimizer;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * How gradients change the weights.
 *
 * @param optimizer the rule
 * @param rate the learning rate over the iterations
 * @param weightDecay decoupled for Adam (AdamW), added to the gradient for SGD; kernels and dense weights only
 */
public record UpdateRule(Optimizer optimizer, LearningRate rate, double weightDecay) {

    private static final double MOMENTUM = 0.9;

    /** Gives every layer the decay, once; the framework's builder would have each AdamW decay twice. */
    void decay(ComputationGraphConfiguration network) {
        if (weightDecay == 0) {
            return;
        }
        Regularization decay = switch (optimizer) {
            case ADAM -> new WeightDecay(weightDecay, true);
            case SGD -> new L2Regularization(weightDecay);
        };
        for (GraphVertex vertex : network.getVertices().values()) {
            if (vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof BaseLayer base) {
                base.setRegularization(List.of(decay));
            }
        }
    }

    IUpdater updater() {
        return switch (optimizer) {
            case ADAM -> new Adam(rate);
            case SGD -> new Nesterovs(rate, MOMENTUM);
        };
    }
}
