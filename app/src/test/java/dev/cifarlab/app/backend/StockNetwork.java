package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Activation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The same ResNet-18 written once more, with the framework's own layers, loss and helpers off (im2col). */
final class StockNetwork {

    private final GraphBuilder graph;
    private final Activation activation;

    private StockNetwork(GraphBuilder graph, Activation activation) {
        this.graph = graph;
        this.activation = activation;
    }

    static ComputationGraph resNet18(Activation activation) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .updater(new Nesterovs(1e-2, 0.9))
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .graphBuilder()
                .addInputs("x");
        new StockNetwork(graph, activation).build();
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private void build() {
        convolution("c0", "x", 3, 64, 3, 1);
        String x = act("a0", "c0_n");
        int channels = 64;
        for (int out : new int[] {64, 128, 256, 512}) {
            x = block("s" + out + "a", x, channels, out, out == 64 ? 1 : 2);
            x = block("s" + out + "b", x, out, out, 1);
            channels = out;
        }
        graph.addLayer("gap", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), x);
        OutputLayer output = new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .nIn(512)
                .nOut(10)
                .build();
        graph.addLayer("out", output, "gap").setOutputs("out");
    }

    private String block(String name, String x, int in, int out, int stride) {
        convolution(name + "1", x, in, out, 3, stride);
        String middle = act(name + "r1", name + "1_n");
        convolution(name + "2", middle, out, out, 3, 1);
        String shortcut = x;
        if (stride == 2) {
            convolution(name + "s", x, in, out, 1, 2);
            shortcut = name + "s_n";
        }
        graph.addVertex(name + "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "2_n", shortcut);
        return act(name + "r2", name + "sum");
    }

    private void convolution(String name, String x, int in, int out, int kernel, int stride) {
        graph.addLayer(
                name,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .nIn(in)
                        .nOut(out)
                        .stride(stride, stride)
                        .padding(kernel / 2, kernel / 2)
                        .hasBias(false)
                        .build(),
                x);
        graph.addLayer(
                name + "_n",
                new BatchNormalization.Builder()
                        .nIn(out)
                        .nOut(out)
                        .useLogStd(false)
                        .build(),
                name);
    }

    private String act(String name, String x) {
        graph.addLayer(name, new ActivationLayer(HiddenActivation.frameworks(activation)), x);
        return name;
    }
}
