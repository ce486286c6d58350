package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.AveragePooling;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Convolution;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.InnerProduct;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Precision;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass of a network in inference mode for batches of one size, as a program of oneDNN's primitives: batch
 * normalisation is folded into the convolutions, and these add the shortcut and apply the activation function as they
 * write. The weights are brought into that form once after each change.
 */
final class InferencePlan implements Plan {

    private final Wiring wiring;
    private final Program program = new Program(new Session());
    private final Program preparation = new Program(program.session());
    private final FlatParameters parameters;
    private final Workshop shop;
    private final Map<String, Tensor> values = new HashMap<>();
    private final List<Tensor> prepared = new ArrayList<>();
    private final Tensor images;
    private final Tensor logits;
    private @Nullable Block weights;

    /** Plans for batches of images (n, channels, height, width). */
    InferencePlan(ComputationGraph graph, Precision precision, long... shape) {
        this.wiring = new Wiring(graph);
        this.parameters = new FlatParameters(graph, program);
        this.shop = new Workshop(program, parameters, precision);
        this.images = program.external(shop.rows(shape));
        values.put(Net.INPUT, images);
        for (String name : wiring.order()) {
            if (!values.containsKey(name)) {
                add(name);
            }
        }
        logits = value(Net.OUTPUT);
        program.add(() -> {}, logits); // it is read after the last step
    }

    private void add(String name) {
        Layer layer = wiring.layer(name);
        if (layer == null) {
            addSum(name);
        } else if (layer instanceof Convolution2d) {
            addConvolution(name);
        } else if (layer instanceof GlobalPoolingLayer) {
            values.put(name, pooled(value(wiring.inputs(name).get(0))));
        } else if (layer instanceof FeedForwardLayer dense && !(layer instanceof BatchNormalization2d)) {
            boolean last = layer instanceof OutputLayer;
            Workshop precise = last ? new Workshop(program, parameters, Precision.FLOAT32) : shop;
            values.put(name, dense(precise, name, dense));
        }
    }

    /**
     * A convolution whose result goes to an activation function or is a block's shortcut; a branch waits for its sum.
     *
     */
    private void addConvolution(String name) {
        String normalization = wiring.users(name).get(0);
        String activation = wiring.soleActivation(normalization);
        String user = wiring.users(normalization).get(0);
        boolean branch = activation == null && wiring.inputs(user).get(0).equals(normalization);
        if (branch) {
            return;
        }
        Tensor result = convolution(name, null, activation == null ? null : function(activation));
        values.put(normalization, result);
        if (activation != null) {
            values.put(activation, result);
        }
    }

    /**
     * The end of a block: the branch's last convolution adds itself to the shortcut, which nobody else needs any
     * more.
     */
    private void addSum(String name) {
        String normalization = wiring.inputs(name).get(0);
        String convolution = wiring.inputs(normalization).get(0);
        String activation = Objects.requireNonNull(wiring.soleActivation(name), name);
        Tensor shortcut = value(wiring.inputs(name).get(1));
        values.put(activation, convolution(convolution, shortcut, function(activation)));
    }

    private Tensor convolution(String name, @Nullable Tensor sum, @Nullable Nonlinearity function) {
        Convolution2d layer = (Convolution2d) layer(name);
        Convolution convolution = ConvolutionStep.geometry(layer);
        Tensor input = value(wiring.inputs(name).get(0));
        long[] in = input.descriptor().shape();
        long[] kernel = ConvolutionStep.kernel(layer);
        Descriptor asked = shop.images(in);
        Descriptor askedOut = ConvolutionStep.output(shop, layer, in);
        Primitive training = convolution.forward(shop.session(), asked, shop.weights(kernel), askedOut);
        Descriptor source = training.chosen(Choice.SRC, asked);
        Descriptor dst = training.chosen(Choice.DST, askedOut);
        Primitive primitive = convolution.inference(
                shop.session(),
                source,
                shop.weights(kernel),
                shop.rows(kernel[0]),
                dst,
                new Epilogue(sum != null, function));
        Tensor folded = prepared(primitive.chosen(Choice.WEIGHTS, shop.weights(kernel)));
        Tensor bias = prepared(shop.rows(kernel[0]));
        fold(name, layer, folded, bias);
        Tensor src = program.reordered(input, source);
        Tensor out = sum == null ? program.tensor(dst) : program.reordered(sum, dst);
        program.add(
                primitive, Map.of(Argument.SRC, src, Argument.WEIGHTS, folded, Argument.BIAS, bias, Argument.DST, out));
        return out;
    }

    private void fold(String name, Convolution2d layer, Tensor folded, Tensor bias) {
        String normalization = wiring.users(name).get(0);
        BatchNormalization2d normalizing = (BatchNormalization2d) layer(normalization);
        new FoldedConvolution(parameters, name, layer, normalization, normalizing)
                .prepare(preparation, shop, folded, bias);
    }

    private Tensor pooled(Tensor input) {
        long[] shape = input.descriptor().shape();
        Descriptor dst = shop.images(shape[0], shape[1], 1, 1);
        Primitive pooling = new AveragePooling(shape[2], shape[3]).forward(shop.session(), input.descriptor(), dst);
        Tensor out = program.tensor(pooling.chosen(Choice.DST, dst));
        program.add(pooling, Map.of(Argument.SRC, input, Argument.DST, out));
        return out;
    }

    private Tensor dense(Workshop precise, String name, FeedForwardLayer layer) {
        Tensor src = precise.flattened(value(wiring.inputs(name).get(0)));
        long[] shape = {layer.getNOut(), layer.getNIn()};
        Descriptor dst = precise.features(src.descriptor().shape()[0], layer.getNOut());
        Epilogue epilogue = new Epilogue(false, Activations.nonlinearity(layer.getActivationFn()));
        Primitive primitive = InnerProduct.forward(
                precise.session(), src.descriptor(), precise.weights(shape), precise.rows(shape[0]), dst, epilogue);
        Tensor ordered = prepared(primitive.chosen(Choice.WEIGHTS, precise.weights(shape)));
        preparation.reorder(parameters.parameter(name, WEIGHT_KEY, shape), ordered);
        Tensor out = program.tensor(dst);
        Tensor bias = parameters.parameter(name, BIAS_KEY, shape[0]);
        program.add(
                primitive,
                Map.of(Argument.SRC, src, Argument.WEIGHTS, ordered, Argument.BIAS, bias, Argument.DST, out));
        return out;
    }

    /** An array that outlasts the runs of the program. */
    private Tensor prepared(Descriptor descriptor) {
        Tensor tensor = program.external(descriptor);
        prepared.add(tensor);
        return tensor;
    }

    private Nonlinearity function(String name) {
        Activation function = ((HiddenActivation) layer(name)).function();
        return Activations.nonlinearity(function);
    }

    private Layer layer(String name) {
        return Objects.requireNonNull(wiring.layer(name), name);
    }

    private Tensor value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /**
     * What brings the weights into the form that {@link #program} reads; to be run after each change of the weights.
     *
     */
    Program preparation() {
        placeWeights();
        return preparation;
    }

    private void placeWeights() {
        if (weights == null) {
            long end = 0;
            for (Tensor tensor : prepared) {
                end += Block.aligned(tensor.descriptor().bytes());
            }
            weights = new Block(end);
            long next = weights.address();
            for (Tensor tensor : prepared) {
                tensor.moveTo(next);
                next += Block.aligned(tensor.descriptor().bytes());
            }
        }
    }

    /** The logits (n, classes) of a batch. */
    INDArray run(INDArray batch) {
        images.moveTo(FlatParameters.address(batch));
        try {
            program.run();
        } finally {
            Reference.reachabilityFence(batch); // the program knows its address alone
        }
        return Nd4j.createFromArray(logits.read()).reshape(logits.descriptor().shape());
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public void close() {
        Plan.super.close();
        if (weights != null) {
            weights.close();
        }
    }
}
