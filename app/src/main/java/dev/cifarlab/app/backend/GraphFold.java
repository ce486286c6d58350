package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.net.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;

/**
 * From a {@link Net} to the framework's ComputationGraph: one vertex a node, of the node's name. What the framework has
 * itself is here; subclasses say which layers the others are. The order of all parameters follows from the net alone.
 */
public abstract class GraphFold implements Node.Cases<GraphBuilder> {

    private final Net net;
    private final GraphBuilder graph;

    /** A graph of {@code net} whose layers have the defaults of {@code settings}. */
    protected GraphFold(Net net, NeuralNetConfiguration.Builder settings) {
        this.net = net;
        this.graph = settings.graphBuilder();
    }

    /** Adds all nodes. */
    public ComputationGraphConfiguration build() {
        net.nodes().forEach(node -> node.match(this));
        return graph.setOutputs(Net.OUTPUT).build();
    }

    /** The shape that a node takes, of one image. */
    protected Shape in(Node.Unary node) {
        return net.shape(node.input());
    }

    /** Adds a layer. */
    protected GraphBuilder layer(Node.Unary node, Layer layer) {
        return graph.addLayer(node.name(), layer, node.input());
    }

    /** Adds a layer for rows, behind maps with what flattens them. */
    protected GraphBuilder flat(Node.Unary node, Layer layer) {
        Shape in = in(node);
        @Nullable
        InputPreProcessor flatten =
                in.isMaps() ? new CnnToFeedForwardPreProcessor(in.height(), in.width(), in.channels()) : null;
        return graph.addLayer(node.name(), layer, flatten, node.input());
    }

    @Override
    public GraphBuilder input(Node.Input node) {
        return graph.addInputs(node.name());
    }

    @Override
    public GraphBuilder add(Node.Add node) {
        return graph.addVertex(
                node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), node.first(), node.second());
    }

    @Override
    public GraphBuilder maxPool(Node.MaxPool node) {
        int[] size = {node.window(), node.window()};
        int[] stride = {node.stride(), node.stride()};
        int[] padding = {node.padding(), node.padding()};
        return layer(
                node, new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, size, stride, padding).build());
    }

    @Override
    public GraphBuilder globalPool(Node.GlobalPool node) {
        return layer(node, new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    }

    @Override
    public GraphBuilder dense(Node.Dense node) {
        DenseLayer.Builder layer = new DenseLayer.Builder()
                .nIn(in(node).values())
                .nOut(node.units())
                .activation(Activations.of(node.function()));
        return flat(node, layer.build());
    }
}
