package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.Optimizer;
import java.util.List;
import java.util.Set;
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
 * @param momentum what a step of SGD leaves of the velocity
 * @param nesterov whether SGD's momentum is Nesterov's
 * @param weightDecay decoupled for Adam and AdamW, added to the gradient for SGD
 * @param decayAll whether biases and batch normalisation's gamma and beta decay as kernels and dense weights do
 * @param clipNorm the largest L2 norm of a step's gradient of the mean loss; longer ones are shortened to it; 0 for
 *     none
 * @param average what a step leaves of the running average of the weights; 0 for none
 * @param frozenStages how many of the network's first stages stay as they are, as {@link Net#firstStages} counts them
 */
public record UpdateRule(
        Optimizer optimizer,
        LearningRate rate,
        double momentum,
        boolean nesterov,
        double weightDecay,
        boolean decayAll,
        double clipNorm,
        double average,
        int frozenStages) {

    private static final double MOMENTUM = 0.9;

    /** Without frozen stages. */
    UpdateRule(
            Optimizer optimizer,
            LearningRate rate,
            double momentum,
            boolean nesterov,
            double weightDecay,
            boolean decayAll,
            double clipNorm,
            double average) {
        this(optimizer, rate, momentum, nesterov, weightDecay, decayAll, clipNorm, average, 0);
    }

    /** Without weight decay; momentum, where the rule has one, is Nesterov's of 0.9. */
    public static UpdateRule of(Optimizer optimizer, LearningRate rate) {
        return new UpdateRule(optimizer, rate, MOMENTUM, true, 0, false, 0, 0);
    }

    /** Gives every layer that is trained the decay, once; the framework's builder would have each AdamW decay twice. */
    void decay(Net net, ComputationGraphConfiguration network) {
        if (weightDecay == 0) {
            return;
        }
        List<Regularization> decay = List.of(
                switch (optimizer) {
                    case ADAM, ADAMW -> new WeightDecay(weightDecay, true);
                    case SGD, SGD_OF_0_2 -> new L2Regularization(weightDecay);
                });
        Set<String> frozen = net.frozen(frozenStages);
        for (GraphVertex vertex : network.getVertices().values()) {
            if (vertex instanceof LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof BaseLayer base
                    && !frozen.contains(base.getLayerName())) {
                base.setRegularization(decay);
                base.setRegularizationBias(decayAll ? decay : List.of());
            }
        }
    }

    IUpdater updater() {
        return switch (optimizer) {
            case ADAM -> new Adam(rate);
            case ADAMW -> new TorchAdam(rate);
            case SGD -> new TorchSgd(rate, momentum, nesterov);
            case SGD_OF_0_2 -> new Nesterovs(rate, MOMENTUM);
        };
    }
}
