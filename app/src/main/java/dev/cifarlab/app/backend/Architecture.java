package dev.cifarlab.app.backend;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/** A kind of network: adds its layers between {@link #INPUT} and {@link #OUTPUT} to a graph. */
interface Architecture {

    /** Name of the graph's input: images (n, channels, height, width). */
    String INPUT = "images";

    /** Name of the graph's output: logits (n, classes). */
    String OUTPUT = "logits";

    /** Adds all layers and sets the outputs. */
    void build(GraphBuilder graph, NetworkSpec spec);

    /** The first and the last convolution; none in a network without convolutions. */
    default List<ConvolutionSite> firstAndLastConvolution() {
        return List.of();
    }
}
