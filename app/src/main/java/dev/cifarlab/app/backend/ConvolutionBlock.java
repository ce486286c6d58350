package dev.cifarlab.app.backend;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/** A convolution and the batch normalisation that follows it. */
final class ConvolutionBlock {

    private ConvolutionBlock() {}

    /** Adds layers {@code name} and {@code name_bn} behind vertex {@code x}; returns the name of the latter. */
    static String add(GraphBuilder graph, String name, String x, Convolution2d convolution) {
        String normalised = name + "_bn";
        graph.addLayer(name, convolution, x);
        graph.addLayer(normalised, BatchNormalization2d.of((int) convolution.getNOut()), name);
        return normalised;
    }
}
