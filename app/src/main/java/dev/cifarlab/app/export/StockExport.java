package dev.cifarlab.app.export;

import dev.cifarlab.app.backend.Activations;
import dev.cifarlab.app.backend.GraphFold;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
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
public final class StockExport extends GraphFold {

    private StockExport(Net net) {
        super(net, new NeuralNetConfiguration.Builder().updater(new Adam()).activation(Activation.IDENTITY));
    }

    /** A copy of a network, made of stock layers; the caller closes it. */
    public static ComputationGraph of(Network network) {
        ComputationGraph stock = new ComputationGraph(new StockExport(network.net()).build());
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
    public GraphBuilder conv(Node.Conv node) {
        ConvolutionLayer.Builder layer = new ConvolutionLayer.Builder(node.kernel(), node.kernel())
                .nIn(in(node).channels())
                .nOut(node.filters());
        layer.stride(node.stride(), node.stride()).padding(node.padding(), node.padding());
        return layer(node, layer.hasBias(false).build());
    }

    @Override
    public GraphBuilder batchNorm(Node.BatchNorm node) {
        int channels = in(node).channels();
        return layer(
                node,
                new BatchNormalization.Builder()
                        .nIn(channels)
                        .nOut(channels)
                        .eps(Node.BatchNorm.EPSILON)
                        .decay(Node.BatchNorm.DECAY)
                        .useLogStd(false)
                        .build());
    }

    @Override
    public GraphBuilder activate(Node.Activate node) {
        return layer(node, new ActivationLayer(Activations.of(node.function())));
    }

    @Override
    public GraphBuilder output(Node.Output node) {
        return flat(
                node,
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nIn(in(node).values())
                        .nOut(node.classes())
                        .build());
    }
}
