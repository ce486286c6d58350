package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Keeps layers as they are where the framework computes the gradients of all: those of frozen layers, and the moves of
 * their running statistics, are made 0. Without weight decay no rule changes them then.
 */
final class Freezing extends BaseTrainingListener {

    private final Set<String> layers;

    private Freezing(Set<String> layers) {
        this.layers = layers;
    }

    /** A rule's; null where it has none. */
    static @Nullable Freezing of(Net net, UpdateRule rule) {
        Set<String> layers = net.frozen(rule.frozenStages());
        return layers.isEmpty() ? null : new Freezing(layers);
    }

    @Override
    public void onGradientCalculation(Model model) {
        clear((ComputationGraph) model);
    }

    void clear(ComputationGraph graph) {
        INDArray row = FlatParameters.gradientsOf(graph);
        INDArray all = row.reshape(row.length());
        for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                if (layers.contains(parameter.getLayer().getConfig().getLayerName())) {
                    all.get(NDArrayIndex.interval(parameter.getParamOffsetStart(), parameter.getParamOffsetEnd()))
                            .assign(0);
                }
            }
        }
    }
}
