package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The framework's way, layer by layer, which runs everywhere and has every node. */
final class LayersExecutor implements Executor {

    private final ComputationGraph graph;
    private final @Nullable Clipping clipping;
    private final @Nullable Freezing freezing;

    LayersExecutor(Net net, ComputationGraph graph, UpdateRule rule) {
        this.graph = graph;
        this.freezing = Freezing.of(net, rule);
        this.clipping = Clipping.of(rule);
    }

    /** The framework wants a row of shares for each label, and keeps what its loss function returns to itself. */
    @Override
    public BatchScore fit(INDArray images, Labels labels) {
        graph.fit(new INDArray[] {images}, new INDArray[] {targets(images, labels)});
        return loss().last();
    }

    @Override
    public BatchScore gradients(INDArray images, Labels labels) {
        graph.setInputs(images);
        graph.setLabels(targets(images, labels));
        graph.computeGradientAndScore();
        graph.clear();
        Finiteness.require(graph, images);
        return loss().last();
    }

    @Override
    public void update(int examples) {
        if (freezing != null) {
            freezing.clear(graph);
        }
        if (clipping != null) {
            clipping.clip(graph, examples);
        }
        int iteration = graph.getIterationCount();
        OptimizerPass.frameworkUpdate(graph, iteration, examples);
        graph.getConfiguration().setIterationCount(iteration + 1);
    }

    private OutputLayer output() {
        return (OutputLayer) graph.getOutputLayer(0).conf().getLayer();
    }

    /** The loss function takes the classes' weights on its own. */
    private INDArray targets(INDArray images, Labels labels) {
        loss().weigh(labels.weights());
        return Nd4j.create(labels.targets((int) output().getNOut())).castTo(images.dataType());
    }

    private SoftmaxCrossEntropy.Framework loss() {
        return (SoftmaxCrossEntropy.Framework) output().getLossFn();
    }

    @Override
    public INDArray logits(INDArray images) {
        return graph.outputSingle(images);
    }

    @Override
    public void parametersChanged() {}

    @Override
    public void close() {}
}
