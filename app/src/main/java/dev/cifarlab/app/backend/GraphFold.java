package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.net.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * From a {@link Net} to the configuration of a ComputationGraph: one vertex a node, of the node's name, so that the
 * order of all parameters follows from the net alone. Layers that the framework lacks are {@link Layers}.
 */
public final class GraphFold {

    private final Net net;
    private final GraphBuilder graph;

    private GraphFold(Net net, GraphBuilder graph) {
        this.net = net;
        this.graph = graph;
    }

    /** The layers of which there are several kinds. */
    public interface Layers {

        /** For maps of so many channels. */
        Layer conv(Node.Conv node, int channels);

        /** For maps of so many channels. */
        Layer batchNorm(Node.BatchNorm node, int channels);

        /** For anything. */
        Layer activate(Node.Activate node);

        /** The loss and what comes before it; what the layer takes and gives is filled in. */
        OutputLayer.Builder output();
    }

    /** The configuration of {@code net}, whose layers have the defaults of {@code settings}. */
    public static ComputationGraphConfiguration of(Net net, NeuralNetConfiguration.Builder settings, Layers layers) {
        GraphFold fold = new GraphFold(net, settings.graphBuilder());
        Node.Cases<GraphBuilder> cases = fold.cases(layers);
        net.nodes().forEach(node -> node.match(cases));
        return fold.graph.setOutputs(Net.OUTPUT).build();
    }

    private Node.Cases<GraphBuilder> cases(Layers layers) {
        return new Node.Cases<>(
                input -> graph.addInputs(input.name()),
                conv -> layer(conv, layers.conv(conv, in(conv).channels())),
                norm -> layer(norm, layers.batchNorm(norm, in(norm).channels())),
                activate -> layer(activate, layers.activate(activate)),
                add -> graph.addVertex(
                        add.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), add.first(), add.second()),
                scale -> graph.addVertex(scale.name(), new ScaleVertex(scale.factor()), scale.input()),
                pool -> layer(
                        pool,
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                .kernelSize(pool.window(), pool.window())
                                .stride(pool.stride(), pool.stride())
                                .padding(pool.padding(), pool.padding())
                                .build()),
                pool -> layer(pool, new GlobalPoolingLayer.Builder(PoolingType.AVG).build()),
                dense -> flat(
                        dense,
                        new DenseLayer.Builder()
                                .nIn(in(dense).values())
                                .nOut(dense.units())
                                .activation(HiddenActivation.frameworks(dense.function()))
                                .build()),
                output -> flat(
                        output,
                        layers.output()
                                .nIn(in(output).values())
                                .nOut(output.classes())
                                .build()));
    }

    private Shape in(Node.Unary node) {
        return net.shape(node.input());
    }

    private GraphBuilder layer(Node.Unary node, Layer layer) {
        return graph.addLayer(node.name(), layer, node.input());
    }

    /** A layer for rows, behind maps with what flattens them. */
    private GraphBuilder flat(Node.Unary node, Layer layer) {
        Shape in = in(node);
        return in.isMaps()
                ? graph.addLayer(
                        node.name(),
                        layer,
                        new CnnToFeedForwardPreProcessor(in.height(), in.width(), in.channels()),
                        node.input())
                : layer(node, layer);
    }
}
