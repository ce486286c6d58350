package dev.cifarlab.app.export;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Parameter;
import dev.cifarlab.app.backend.Parameter.Role;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.weights.WeightNames;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx.AttributeProto;
import org.jspecify.annotations.Nullable;

/**
 * The same network as an ONNX file for inference: input {@code images} (n, channels, height, width), outputs
 * {@code logits} and {@code probabilities} (n, classes). A normalisation that alone takes from a convolution is folded
 * into it: with s = gamma / sqrt(variance + epsilon), the weights are s W and the biases beta - s mean (Jacob et al.,
 * 2018, equation 14). Initialisers have the names of torchvision's.
 */
public final class OnnxExport {

    private static final String PROBABILITIES = "probabilities";

    private final Network network;
    private final Net net;
    private final OnnxGraph graph;
    private final Map<String, String> outputs = new HashMap<>();
    private final Map<String, Map<Role, Parameter>> parameters = new HashMap<>();

    private OnnxExport(Network network) {
        this.network = network;
        this.net = network.net();
        this.graph = new OnnxGraph(network.spec().model().label());
        Parameter.of(net)
                .forEach(parameter -> parameters
                        .computeIfAbsent(parameter.node().name(), name -> new HashMap<>())
                        .put(parameter.role(), parameter));
    }

    /**
     * Writes a network.
     *
     * @param bytes how the bytes 0..255 of images, which go in as they are, are scaled; null where the caller scales
     * @param version of the program that writes
     * @throws IOException where {@code out} does
     */
    public static void write(
            Network network,
            @Nullable ChannelStatistics bytes,
            String version,
            Map<String, String> metadata,
            OutputStream out)
            throws IOException {
        OnnxExport export = new OnnxExport(network);
        export.images(bytes);
        Node.Cases<String> cases = export.cases();
        export.net.nodes().forEach(node -> export.outputs.put(node.name(), node.match(cases)));
        String logits = Objects.requireNonNull(export.outputs.get(Net.OUTPUT));
        export.graph.node("Softmax", PROBABILITIES, List.of(logits), OnnxGraph.whole("axis", -1));
        export.graph.output(logits, export.net.shape(Net.OUTPUT));
        export.graph.output(PROBABILITIES, export.net.shape(Net.OUTPUT));
        export.graph.model(version, metadata).writeTo(out);
    }

    /** (x / 255 - mean) / deviation, as one product and one sum. */
    private void images(@Nullable ChannelStatistics bytes) {
        graph.input(Net.INPUT, net.shape(Net.INPUT));
        if (bytes == null) {
            outputs.put(Net.INPUT, Net.INPUT);
            return;
        }
        int channels = bytes.mean().length;
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int k = 0; k < channels; k++) {
            scale[k] = (float) (1 / (255 * bytes.std()[k]));
            shift[k] = (float) (-bytes.mean()[k] / bytes.std()[k]);
        }
        String scaled = graph.node(
                "Mul",
                "scaled_images",
                List.of(Net.INPUT, graph.constant(Net.INPUT + "_scale", scale, 1, channels, 1, 1)));
        outputs.put(
                Net.INPUT,
                graph.node(
                        "Add",
                        "normalised_images",
                        List.of(scaled, graph.constant(Net.INPUT + "_shift", shift, 1, channels, 1, 1))));
    }

    private Node.Cases<String> cases() {
        return new Node.Cases<>(
                input -> output(input.name()),
                this::convolution,
                this::normalisation,
                activate -> activation(activate.name(), activate.function(), output(activate.input())),
                add -> graph.node("Add", add.name(), List.of(output(add.first()), output(add.second()))),
                scale -> graph.node(
                        "Mul",
                        scale.name(),
                        List.of(
                                output(scale.input()),
                                graph.constant(scale.name() + "_factor", new float[] {(float) scale.factor()}, 1))),
                pool -> graph.node(
                        "MaxPool",
                        pool.name(),
                        List.of(output(pool.input())),
                        OnnxGraph.wholes("kernel_shape", pool.window(), pool.window()),
                        OnnxGraph.wholes("strides", pool.stride(), pool.stride()),
                        padded(pool.padding())),
                pool -> graph.node("GlobalAveragePool", pool.name(), List.of(output(pool.input()))),
                dense -> dense(dense, dense.function()),
                output -> dense(output, null));
    }

    private String output(String node) {
        return Objects.requireNonNull(outputs.get(node), node);
    }

    private static AttributeProto padded(int padding) {
        return OnnxGraph.wholes("pads", padding, padding, padding, padding);
    }

    private String activation(String name, Activation function, String input) {
        return switch (function) {
            case RELU -> graph.node("Relu", name, List.of(input));
            case TANH -> graph.node("Tanh", name, List.of(input));
        };
    }

    private String convolution(Node.Conv conv) {
        Parameter kernel = parameter(conv, Role.WEIGHT);
        float[] weights = kernel.values(network);
        Node.BatchNorm norm = folded(conv);
        List<String> inputs = norm == null
                ? List.of(output(conv.input()), constant(kernel, weights))
                : List.of(
                        output(conv.input()),
                        constant(kernel, scaled(weights, scale(norm))),
                        graph.constant(
                                WeightNames.TORCHVISION.of(kernel).replace("weight", "bias"),
                                shift(norm),
                                conv.filters()));
        return graph.node(
                "Conv",
                conv.name(),
                inputs,
                OnnxGraph.wholes("kernel_shape", conv.kernel(), conv.kernel()),
                OnnxGraph.wholes("strides", conv.stride(), conv.stride()),
                padded(conv.padding()));
    }

    private Node.@Nullable BatchNorm folded(Node node) {
        List<Node> users = net.users(node.name());
        return node instanceof Node.Conv && users.size() == 1 && users.get(0) instanceof Node.BatchNorm norm
                ? norm
                : null;
    }

    private double[] scale(Node.BatchNorm norm) {
        float[] gamma = parameter(norm, Role.WEIGHT).values(network);
        float[] variance = parameter(norm, Role.RUNNING_VAR).values(network);
        double[] scale = new double[gamma.length];
        for (int k = 0; k < scale.length; k++) {
            scale[k] = gamma[k] / Math.sqrt(variance[k] + Node.BatchNorm.EPSILON);
        }
        return scale;
    }

    private float[] shift(Node.BatchNorm norm) {
        double[] scale = scale(norm);
        float[] beta = parameter(norm, Role.BIAS).values(network);
        float[] mean = parameter(norm, Role.RUNNING_MEAN).values(network);
        for (int k = 0; k < beta.length; k++) {
            beta[k] = (float) (beta[k] - scale[k] * mean[k]);
        }
        return beta;
    }

    private static float[] scaled(float[] weights, double[] scale) {
        int each = weights.length / scale.length;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (weights[k] * scale[k / each]);
        }
        return weights;
    }

    private String normalisation(Node.BatchNorm norm) {
        Node before = net.node(norm.input());
        if (norm.equals(folded(before))) {
            return output(before.name());
        }
        return graph.node(
                "BatchNormalization",
                norm.name(),
                List.of(
                        output(norm.input()),
                        constant(norm, Role.WEIGHT),
                        constant(norm, Role.BIAS),
                        constant(norm, Role.RUNNING_MEAN),
                        constant(norm, Role.RUNNING_VAR)),
                OnnxGraph.number("epsilon", Node.BatchNorm.EPSILON));
    }

    private String dense(Node.Unary node, @Nullable Activation function) {
        String rows = graph.node(
                "Flatten", node.name() + "_input", List.of(output(node.input())), OnnxGraph.whole("axis", 1));
        String name = function == null ? node.name() : node.name() + "_sum";
        String sum = graph.node(
                "Gemm",
                name,
                List.of(rows, constant(node, Role.WEIGHT), constant(node, Role.BIAS)),
                OnnxGraph.whole("transB", 1));
        return function == null ? sum : activation(node.name(), function, sum);
    }

    private Parameter parameter(Node node, Role role) {
        return Objects.requireNonNull(
                Objects.requireNonNull(parameters.get(node.name())).get(role));
    }

    private String constant(Node node, Role role) {
        Parameter parameter = parameter(node, role);
        return constant(parameter, parameter.values(network));
    }

    private String constant(Parameter parameter, float[] values) {
        long[] sizes = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        return graph.constant(WeightNames.TORCHVISION.of(parameter), values, sizes);
    }
}
