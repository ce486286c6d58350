package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The same network of the framework's own layers, with the same names and weights, for programs that do not have
 * ours. Its output is the softmax (n, classes), its optimizer Adam with its defaults.
 */
public final class StockExport {

    private StockExport() {}

    /** A copy of a network, made of stock layers. */
    public static ComputationGraph of(Network network) {
        ComputationGraphConfiguration ours = network.graph().getConfiguration();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .updater(new Adam())
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(ours.getNetworkInputs());
        for (String name : new Wiring(network.graph()).order()) {
            add(graph, name, ours);
        }
        graph.setOutputs(ours.getNetworkOutputs().toArray(String[]::new));
        ComputationGraph stock = new ComputationGraph(graph.build());
        stock.init();
        stock.setParams(network.graph().params().dup());
        return stock;
    }

    /**
     * Writes that copy in the framework's file format, for {@code ModelSerializer.restoreComputationGraph}.
     *
     * @throws IOException where {@code out} does
     */
    public static void write(Network network, OutputStream out) throws IOException {
        ComputationGraph stock = of(network);
        try {
            ModelSerializer.writeModel(stock, out, false);
        } finally {
            stock.close();
        }
    }

    private static void add(GraphBuilder graph, String name, ComputationGraphConfiguration ours) {
        GraphVertex vertex = Objects.requireNonNull(ours.getVertices().get(name), name);
        List<String> inputs = Objects.requireNonNull(ours.getVertexInputs().get(name), name);
        if (vertex instanceof LayerVertex layer) {
            graph.addLayer(
                    name,
                    stock(layer.getLayerConf().getLayer()),
                    layer.getPreProcessor(),
                    inputs.toArray(String[]::new));
        } else {
            graph.addVertex(name, vertex.clone(), inputs.toArray(String[]::new));
        }
    }

    private static Layer stock(Layer layer) {
        if (layer instanceof Convolution2d convolution) {
            return convolution(convolution);
        }
        if (layer instanceof BatchNormalization2d normalization) {
            return normalization(normalization);
        }
        if (layer instanceof HiddenActivation activation) {
            return new ActivationLayer(Activations.of(activation.function()));
        }
        if (layer instanceof OutputLayer output) {
            return output(output);
        }
        if (layer instanceof DenseLayer dense) {
            return dense(dense);
        }
        if (layer instanceof GlobalPoolingLayer) {
            return layer.clone();
        }
        throw UserException.failed("layer %s has no counterpart in Deeplearning4j", layer.getLayerName());
    }

    private static ConvolutionLayer convolution(Convolution2d layer) {
        return new ConvolutionLayer.Builder(layer.getKernelSize(), layer.getStride(), layer.getPadding())
                .nIn(layer.getNIn())
                .nOut(layer.getNOut())
                .hasBias(false)
                .build();
    }

    private static BatchNormalization normalization(BatchNormalization2d layer) {
        return new BatchNormalization.Builder()
                .nIn(layer.getNIn())
                .nOut(layer.getNOut())
                .eps(layer.getEps())
                .decay(layer.getDecay())
                .useLogStd(false)
                .build();
    }

    private static OutputLayer output(OutputLayer layer) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nIn(layer.getNIn())
                .nOut(layer.getNOut())
                .build();
    }

    private static DenseLayer dense(DenseLayer layer) {
        return new DenseLayer.Builder()
                .activation(layer.getActivationFn())
                .nIn(layer.getNIn())
                .nOut(layer.getNOut())
                .build();
    }
}
