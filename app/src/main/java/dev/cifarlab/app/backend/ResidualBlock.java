package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Activation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/**
 * The basic block of ResNet-18 (He et al., 2016, figure 2): two 3x3 convolutions, each with batch normalisation, and
 * the block's input added before the last activation. Input (n, in, h, w), output (n, out, h / stride, w / stride).
 *
 * @param name prefix of the names of the block's layers
 * @param inChannels channels that come in
 * @param outChannels channels that go out
 * @param stride 1, or 2 to halve height and width
 * @param function the activation function
 */
record ResidualBlock(String name, int inChannels, int outChannels, int stride, Activation function) {

    /** Adds the block behind vertex {@code x} and returns the name of its output. */
    String forward(GraphBuilder graph, String x) {
        String first = convolution(graph, "conv1", x, Convolution2d.of(inChannels, outChannels, 3, stride, 1));
        String active = activation(graph, "act1", first);
        String second = convolution(graph, "conv2", active, Convolution2d.of(outChannels, outChannels, 3, 1, 1));
        graph.addVertex(name + "_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, residual(graph, x));
        return activation(graph, "act2", name + "_add");
    }

    /** The shortcut: the input itself, or a 1x1 convolution where the shape changes. */
    private String residual(GraphBuilder graph, String x) {
        if (stride == 1 && inChannels == outChannels) {
            return x;
        }
        return convolution(graph, "shortcut", x, Convolution2d.of(inChannels, outChannels, 1, stride, 0));
    }

    private String activation(GraphBuilder graph, String part, String x) {
        String vertex = name + "_" + part;
        graph.addLayer(vertex, HiddenActivation.of(function), x);
        return vertex;
    }

    private String convolution(GraphBuilder graph, String part, String x, Convolution2d convolution) {
        return ConvolutionBlock.add(graph, name + "_" + part, x, convolution);
    }
}
