package dev.cifarlab.benchmarks.gpu;

import dev.cifarlab.app.backend.BatchNormalization2d;
import dev.cifarlab.app.backend.Convolution2d;
import dev.cifarlab.app.backend.HiddenActivation;
import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkSpec;
import dev.cifarlab.app.backend.UpdateRule;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes outputs and gradients of every kind of layer in the networks, and all gradients of the whole networks, for
 * weights and inputs that are the same on every backend: {@code RecordGradients FILE ROUTE}.
 */
public final class RecordGradients {

    private static final int BATCH = 8;

    private final Tensors tensors = new Tensors();
    private final ConvolutionRoute route;

    private RecordGradients(ConvolutionRoute route) {
        this.route = route;
    }

    /** Takes the file to write and the way to compute convolutions. */
    public static void main(String[] arguments) throws IOException {
        RecordGradients record = new RecordGradients(NamedChoice.parse(ConvolutionRoute.class, "route", arguments[1]));
        record.layers();
        record.network("network tanh", ModelKind.RESNET18, Activation.TANH);
        record.network("network relu", ModelKind.RESNET18, Activation.RELU);
        record.network("network mlp tanh", ModelKind.MLP, Activation.TANH);
        record.tensors.write(Path.of(arguments[0]));
    }

    private void layers() {
        convolution("layer convolution 3x3 of 3", 3, 3, 1, 1, 32);
        convolution("layer convolution 3x3", 64, 3, 1, 1, 16);
        convolution("layer convolution 3x3 stride 2", 64, 3, 2, 1, 16);
        convolution("layer convolution 1x1 stride 2", 64, 1, 2, 0, 16);
        layer("layer batch normalisation", BatchNormalization2d.of(64), BATCH, 64, 16, 16);
        layer("layer relu", HiddenActivation.of(Activation.RELU), BATCH, 64, 16, 16);
        layer("layer tanh", HiddenActivation.of(Activation.TANH), BATCH, 64, 16, 16);
        layer("layer pooling", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), BATCH, 512, 4, 4);
        layer("layer dense", new DenseLayer.Builder().nIn(3072).nOut(512).build(), BATCH, 3072);
    }

    private void convolution(String name, int channels, int kernel, int stride, int padding, int size) {
        Convolution2d layer =
                Convolution2d.of(channels, 64, kernel, stride, padding).through(route);
        layer(name, layer, BATCH, channels, size, size);
    }

    private void layer(String name, Layer layer, long... shape) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .graphBuilder()
                .addInputs("x")
                .addLayer("layer", layer, "x")
                .setOutputs("layer")
                .build());
        graph.init();
        Values values = new Values(1);
        if (graph.numParams() > 0) {
            graph.initGradientsView();
            setWeights(graph, values);
        }
        INDArray output = graph.getLayer(0).activate(values.normal(1, shape), true, LayerWorkspaceMgr.noWorkspaces());
        tensors.put(name + ": output", output);
        INDArray epsilon = values.normal(1, output.shape());
        tensors.put(
                name + ": input gradient",
                graph.getLayer(0)
                        .backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces())
                        .getSecond());
        if (graph.numParams() > 0) {
            tensors.put(name + ": weight gradient", graph.getFlattenedGradients());
        }
    }

    private void network(String name, ModelKind model, Activation activation) {
        NetworkSpec spec = new NetworkSpec(
                model,
                Stem.AUTO,
                activation,
                Initialization.GLOROT_NORMAL,
                3,
                32,
                32,
                10,
                0,
                route,
                Precision.FLOAT32,
                1);
        UpdateRule rule = UpdateRule.of(Optimizer.ADAM, new LearningRate(Schedule.CONSTANT, 1e-3, 1));
        ComputationGraph graph = Network.create(spec, rule).graph();
        Values values = new Values(2);
        setWeights(graph, values);
        graph.setInputs(values.pixels(BATCH, 3, 32, 32));
        graph.setLabels(Values.labels(BATCH));
        graph.computeGradientAndScore();
        graph.gradient().gradientForVariable().forEach((key, value) -> tensors.put(name + ": " + key, value));
    }

    private static void setWeights(ComputationGraph graph, Values values) {
        for (Map.Entry<String, INDArray> entry : graph.paramTable().entrySet()) {
            INDArray weights = entry.getValue();
            switch (entry.getKey().substring(entry.getKey().lastIndexOf('_') + 1)) {
                case "W" -> weights.assign(values.normal(Values.he(weights.shape()), weights.shape()));
                case "gamma", "var" -> weights.assign(1);
                default -> weights.assign(0);
            }
        }
    }
}
