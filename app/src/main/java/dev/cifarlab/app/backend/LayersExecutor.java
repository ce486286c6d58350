package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The framework's way, layer by layer, which runs everywhere and has every node. */
final class LayersExecutor implements Executor {

    private final ComputationGraph graph;

    LayersExecutor(ComputationGraph graph) {
        this.graph = graph;
    }

    /** The framework wants a row of shares for each label, and keeps what its loss function returns to itself. */
    @Override
    public BatchScore fit(INDArray images, Labels labels) {
        OutputLayer output = (OutputLayer) graph.getOutputLayer(0).conf().getLayer();
        INDArray targets = Nd4j.create(labels.targets((int) output.getNOut())).castTo(images.dataType());
        graph.fit(new INDArray[] {images}, new INDArray[] {targets});
        return ((SoftmaxCrossEntropy.Framework) output.getLossFn()).last();
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
