package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Precision;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Both passes of a network for batches of one size, as a program of oneDNN's primitives: the forward pass, the loss,
 * the backward pass. It reads the framework's parameters and writes the framework's gradients, sums over the batch.
 */
final class TrainingPlan implements Plan {

    private final ComputationGraph graph;
    private final Wiring wiring;
    private final Program program = new Program(new Session());
    private final Workshop shop;
    private final Map<String, Value> values = new HashMap<>();
    private final Deque<Step> done = new ArrayDeque<>();
    private final Tensor images;
    private double[][] labels = {};

    /** Plans for batches of images (n, channels, height, width). */
    TrainingPlan(ComputationGraph graph, Precision precision, long... shape) {
        this.graph = graph;
        this.wiring = new Wiring(graph);
        this.shop = new Workshop(program, new FlatParameters(graph, program), precision);
        this.images = program.external(shop.rows(shape));
        values.put(Net.INPUT, Value.input(images));
        for (String name : wiring.order()) {
            if (!values.containsKey(name)) {
                add(name);
            }
        }
        while (!done.isEmpty()) {
            done.pop().backward();
        }
    }

    private void add(String name) {
        GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
        if (vertex instanceof ElementWiseVertex) {
            addSum(name);
            return;
        }
        Layer layer = Objects.requireNonNull(wiring.layer(name), name);
        Value input = value(wiring.inputs(name).get(0));
        if (layer instanceof Convolution2d convolution) {
            put(new ConvolutionStep(shop, name, convolution, input), name);
        } else if (layer instanceof BatchNormalization2d normalization) {
            addNormalization(name, normalization, input);
        } else if (layer instanceof HiddenActivation activation) {
            put(new ActivationStep(shop, Activations.nonlinearity(activation.function()), input), name);
        } else if (layer instanceof GlobalPoolingLayer) {
            put(new PoolingStep(shop, input), name);
        } else if (layer instanceof OutputLayer output) {
            addOutput(name, output, input);
        } else if (layer instanceof DenseLayer dense) {
            put(new DenseStep(shop, name, dense, input), name);
        } else {
            throw new IllegalStateException("no plan for layer " + name);
        }
    }

    /** The sum at a block's end, and the activation function behind it. */
    private void addSum(String name) {
        List<String> inputs = wiring.inputs(name);
        String activation = Objects.requireNonNull(wiring.soleActivation(name), name);
        Nonlinearity function = Activations.nonlinearity(function(activation));
        put(new SumStep(shop, function, value(inputs.get(0)), value(inputs.get(1))), name, activation);
    }

    private void addNormalization(String name, BatchNormalization2d layer, Value input) {
        String activation = wiring.soleActivation(name);
        if (activation != null && function(activation) == Activation.RELU) {
            put(new NormalizationStep(shop, name, layer, true, input), name, activation);
        } else {
            put(new NormalizationStep(shop, name, layer, false, input), name);
        }
    }

    /** The last layer and the loss, in single precision. */
    private void addOutput(String name, OutputLayer layer, Value input) {
        Workshop singles = new Workshop(program, shop.parameters(), Precision.FLOAT32);
        DenseStep step = new DenseStep(singles, name, layer, input);
        put(step, name);
        Tensor logits = value(name).tensor();
        Tensor gradient = program.tensor(logits.descriptor());
        SoftmaxCrossEntropy loss = (SoftmaxCrossEntropy) layer.getLossFn();
        program.add(
                () -> gradient.write(Rows.joined(loss.gradients(Rows.of(logits.read(), labels.length), labels))),
                logits,
                gradient);
        value(name).addGradient(program, gradient);
    }

    private Activation function(String name) {
        return ((HiddenActivation) Objects.requireNonNull(wiring.layer(name), name)).function();
    }

    private void put(Step step, String... names) {
        Value value = step.forward();
        for (String name : names) {
            values.put(name, value);
        }
        done.push(step);
    }

    private Value value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Computes the gradients of the loss for one batch. */
    void run(INDArray batch, INDArray oneHot) {
        images.moveTo(FlatParameters.address(batch));
        labels = Rows.of(oneHot.dup('c').data().asFloat(), (int) oneHot.size(0));
        try {
            program.run();
        } finally {
            Reference.reachabilityFence(batch); // the program knows its address alone
        }
    }

    @Override
    public Program program() {
        return program;
    }
}
