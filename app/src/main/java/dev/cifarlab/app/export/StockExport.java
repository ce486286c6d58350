package dev.cifarlab.app.export;

import dev.cifarlab.app.backend.GraphFold;
import dev.cifarlab.app.backend.HiddenActivation;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.net.Node;
import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
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
public final class StockExport implements GraphFold.Layers {

    private StockExport() {}

    /** A copy of a network, made of stock layers; the caller closes it. */
    public static ComputationGraph of(Network network) {
        NeuralNetConfiguration.Builder settings =
                new NeuralNetConfiguration.Builder().updater(new Adam()).activation(Activation.IDENTITY);
        ComputationGraph stock = new ComputationGraph(GraphFold.of(network.net(), settings, new StockExport()));
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

    @Override
    public Layer conv(Node.Conv node, int channels) {
        return new ConvolutionLayer.Builder(node.kernel(), node.kernel())
                .nIn(channels)
                .nOut(node.filters())
                .stride(node.stride(), node.stride())
                .padding(node.padding(), node.padding())
                .hasBias(false)
                .build();
    }

    @Override
    public Layer batchNorm(Node.BatchNorm node, int channels) {
        return new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .eps(Node.BatchNorm.EPSILON)
                .decay(Node.BatchNorm.DECAY)
                .useLogStd(false)
                .build();
    }

    @Override
    public Layer activate(Node.Activate node) {
        return new ActivationLayer(HiddenActivation.frameworks(node.function()));
    }

    @Override
    public OutputLayer.Builder output() {
        return new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
    }
}
