package dev.cifarlab.app.backend;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shortens a step's gradient where it is longer than a norm (Pascanu et al., 2013, algorithm 1). The framework's own
 * clipping takes the changes of batch normalisation's running statistics for gradients; here only what is trained
 * counts, and is changed.
 */
final class Clipping extends BaseTrainingListener {

    private static final double ROUNDING = 1e-6; // as in PyTorch's clip_grad_norm_

    private final double norm;

    /** To at most a norm above 0, of the gradient of the mean loss. */
    Clipping(double norm) {
        this.norm = norm;
    }

    /** A rule's; null where it has none. */
    static @Nullable Clipping of(UpdateRule rule) {
        return rule.clipNorm() > 0 ? new Clipping(rule.clipNorm()) : null;
    }

    @Override
    public void onGradientCalculation(Model model) {
        ComputationGraph graph = (ComputationGraph) model;
        clip(graph, (int) graph.getInput(0).size(0));
    }

    /** Gradients are sums over a number of examples. */
    void clip(ComputationGraph graph, int examples) {
        INDArray row = FlatParameters.gradientsOf(graph);
        INDArray all = row.reshape(row.length());
        List<INDArray> trained = graph.getUpdater().getUpdaterBlocks().stream()
                .filter(block -> !FlatParameters.isStatistics(block))
                .map(block -> FlatParameters.part(all, block))
                .toList();
        double squares = 0;
        for (INDArray gradient : trained) {
            double length = gradient.norm2Number().doubleValue();
            squares += length * length;
        }
        double share = norm / (Math.sqrt(squares) / examples + ROUNDING);
        if (share < 1) {
            trained.forEach(gradient -> gradient.muli(share));
        }
    }
}
