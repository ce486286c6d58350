package dev.cifarlab.layers.network;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** The ResNet-18 of module {@code app} of DL4J's stock layers, whose names are those of {@link ResNet18}'s parts. */
final class Dl4jResNet18 {

    static final double RATE = 1e-3;
    private static final double EPSILON = 1e-8;
    private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    /** The identity, in front of the network: the graph itself drops the gradient at its input. */
    private static final class Image extends ActivationIdentity {
        private transient INDArray gradient;

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            gradient = epsilon.dup('c');
            return super.backprop(in, epsilon);
        }
    }

    private final Image image = new Image();
    private final GraphBuilder graph;
    private final Activation activation;
    private final ComputationGraph network;
    private int steps;

    /** With the weights of ours, (n, 3, side, side) to ten logits, and an Adam. */
    Dl4jResNet18(Sequential ours, String function, int side) {
        activation = Activation.valueOf(function.toUpperCase(Locale.ROOT));
        graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new Adam(RATE))
                .miniBatch(false)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("input")
                .setInputTypes(InputType.convolutional(side, side, 3));
        graph.addLayer("image", new ActivationLayer(image), "input");
        String x = activate("0.2", norm("0.1", convolution("0.0", "image", 64, 3, 1)));
        int[] stages = {64, 128, 256, 512};
        for (int stage = 1; stage <= 4; stage++) {
            x = block(stage + ".0", x, stages[stage - 1], stage == 1 ? 1 : 2);
            x = block(stage + ".1", x, stages[stage - 1], 1);
        }
        graph.addLayer("5", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), x);
        graph.addLayer(
                "6",
                new DenseLayer.Builder()
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build(),
                "5");
        network = new ComputationGraph(graph.setOutputs("6").build());
        network.init();
        ours.weights()
                .forEach((name, weight) ->
                        param(name).assign(weight.reshape(param(name).shape())));
    }

    private String block(String name, String x, int channels, int stride) {
        String path = activate(
                name + ".path.2", norm(name + ".path.1", convolution(name + ".path.0", x, channels, 3, stride)));
        path = norm(name + ".path.4", convolution(name + ".path.3", path, channels, 3, 1));
        String shortcut =
                stride == 1 ? x : norm(name + ".shortcut.1", convolution(name + ".shortcut.0", x, channels, 1, stride));
        graph.addVertex(name + ".sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), path, shortcut);
        return activate(name + ".activation", name + ".sum");
    }

    private String convolution(String name, String x, int channels, int size, int stride) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(size, size)
                .nOut(channels)
                .stride(stride, stride)
                .padding(size / 2, size / 2)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build();
        graph.addLayer(name, layer, x);
        return name;
    }

    private String norm(String name, String x) {
        graph.addLayer(name, new BatchNormalization.Builder().useLogStd(false).build(), x);
        return name;
    }

    private String activate(String name, String x) {
        graph.addLayer(name, new ActivationLayer(activation), x);
        return name;
    }

    /** "0.1.gamma" is their "0.1_gamma". */
    private INDArray param(String name) {
        int dot = name.lastIndexOf('.');
        return network.getParam(name.substring(0, dot) + "_" + name.substring(dot + 1));
    }

    /** Their weight, or running mean or variance, in our shape. */
    INDArray like(String name, INDArray ours) {
        return param(name.replace("variance", "var")).reshape(ours.shape());
    }

    /** The logits, kept for {@link #backward}. */
    INDArray forward(INDArray x) {
        return network.feedForward(new INDArray[] {x.dup('c')}, true, false).get("6");
    }

    INDArray infer(INDArray x) {
        return network.outputSingle(x.dup('c'));
    }

    /** Gradients with our names at every weight and, as dX, at the input. */
    Map<String, INDArray> backward(INDArray gradOutput) {
        Gradient gradient = network.backpropGradient(gradOutput.dup('c'));
        Map<String, INDArray> named = new LinkedHashMap<>();
        gradient.gradientForVariable().forEach((name, array) -> {
            if (!name.endsWith("_mean") && !name.endsWith("_var")) {
                named.put(name.replace("_", ".d"), array.dup('c'));
            }
        });
        named.replaceAll((name, array) -> switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "db" -> array.reshape(1, array.length());
            case "dgamma", "dbeta" -> array.reshape(array.length()); // (1, c) in 1.0.0-M1.1
            default -> array;
        });
        named.put("dX", image.gradient);
        return named;
    }

    /**
     * A step by the gradients of {@link #backward}, which also moves the running statistics. DL4J adds epsilon before
     * the bias correction, Kingma and Ba's algorithm 1 after it: with this one for each step both are the same.
     */
    void step() {
        double epsilon = EPSILON * Math.sqrt(1 - Math.pow(0.999, ++steps));
        network.getUpdater().getUpdaterBlocks().forEach(block -> {
            if (block.getGradientUpdater().getConfig() instanceof Adam adam) {
                adam.setEpsilon(epsilon);
            }
        });
        network.getUpdater().update(network.gradient(), steps - 1, 0, 1, NO_WORKSPACES);
        network.params()
                .subi(network.getFlattenedGradients().reshape(network.params().shape()));
    }
}
