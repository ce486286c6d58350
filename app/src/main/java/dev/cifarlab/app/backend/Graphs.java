package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.CrashReportingUtil;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link Net} of our layers. The graph owns parameters, gradients and optimizer state, each in one flat array that
 * stays where it is until the graph is closed.
 *
 * @param spec what it is built from
 * @param frozen names of the nodes that stay as they are
 */
record Graphs(NetworkSpec spec, Set<String> frozen) implements GraphFold.Layers {

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
        ComputationGraphConfiguration configuration =
                GraphFold.of(net, settings, new Graphs(spec, net.frozen(rule.frozenStages())));
        rule.decay(net, configuration);
        CrashReportingUtil.crashDumpsEnabled(false); // what memory is missing is told in a sentence
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        graph.setListeners(
                Stream.<@Nullable TrainingListener>of(new Finiteness(), Freezing.of(net, rule), Clipping.of(rule))
                        .filter(Objects::nonNull)
                        .toList());
        return graph;
    }

    @Override
    public Layer conv(Node.Conv node, int channels) {
        Convolution2d layer = Convolution2d.of(channels, node.filters(), node.kernel(), node.stride(), node.padding())
                .through(spec.convolution());
        if (node.start() == Node.Start.IDENTITY) {
            layer.setWeightInitFn(new IdentityInitialization(new TextbookInitialization(spec.initialization())));
        }
        return layer;
    }

    @Override
    public Layer batchNorm(Node.BatchNorm node, int channels) {
        BatchNormalization2d layer = BatchNormalization2d.of(channels);
        return frozen.contains(node.name()) ? layer.frozen() : layer;
    }

    @Override
    public Layer activate(Node.Activate node) {
        return HiddenActivation.of(node.function());
    }

    @Override
    public OutputLayer.Builder output() {
        return new OutputLayer.Builder(new SoftmaxCrossEntropy.Framework(spec.labelSmoothing()))
                .activation(Activation.IDENTITY);
    }

    /** What each of our layers does where the framework asks its configuration for it. */
    static org.deeplearning4j.nn.api.Layer instantiated(
            org.deeplearning4j.nn.api.Layer layer,
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize) {
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }
}
