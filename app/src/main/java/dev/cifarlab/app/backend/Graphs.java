package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.activations.Activation;

/**
 * Builds a {@link Net} of our layers. The graph owns parameters, gradients and optimizer state, each in one flat array
 * that stays where it is until the graph is closed.
 */
final class Graphs extends GraphFold {

    private final NetworkSpec spec;

    private Graphs(Net net, NetworkSpec spec, NeuralNetConfiguration.Builder settings) {
        super(net, settings);
        this.spec = spec;
    }

    /** A graph with fresh weights that depend on the spec's seed alone. */
    static ComputationGraph of(Net net, NetworkSpec spec, UpdateRule rule) {
        NeuralNetConfiguration.Builder settings = new NeuralNetConfiguration.Builder()
                .seed(spec.frameworkSeed())
                .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT)
                .activation(Activation.IDENTITY)
                .weightInit(new TextbookInitialization(spec.initialization()))
                .updater(rule.updater())
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
        ComputationGraphConfiguration configuration = new Graphs(net, spec, settings).build();
        rule.decay(configuration);
        CrashReportingUtil.crashDumpsEnabled(false); // what memory is missing is told in a sentence
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        graph.setListeners(new Finiteness());
        return graph;
    }

    @Override
    public GraphBuilder conv(Node.Conv node) {
        int channels = in(node).channels();
        Convolution2d layer = Convolution2d.of(channels, node.filters(), node.kernel(), node.stride(), node.padding());
        return layer(node, layer.through(spec.convolution()));
    }

    @Override
    public GraphBuilder batchNorm(Node.BatchNorm node) {
        return layer(node, BatchNormalization2d.of(in(node).channels()));
    }

    @Override
    public GraphBuilder activate(Node.Activate node) {
        return layer(node, HiddenActivation.of(node.function()));
    }

    @Override
    public GraphBuilder output(Node.Output node) {
        OutputLayer.Builder layer = new OutputLayer.Builder(new SoftmaxCrossEntropy(spec.labelSmoothing()));
        layer.nIn(in(node).values()).nOut(node.classes()).activation(Activation.IDENTITY);
        return flat(node, layer.build());
    }
}
