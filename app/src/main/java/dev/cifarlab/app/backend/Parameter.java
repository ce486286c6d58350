package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One array of a network's parameters, or of its running statistics, in PyTorch's layout: kernels (out, in, height,
 * width), dense weights (out, in), all else (channels); in rows, the last index fastest.
 *
 * @param node the node that it belongs to
 * @param role what it is of the node
 * @param shape its sizes
 */
public record Parameter(Node node, Role role, List<Long> shape) {

    /** What an array is of its node, by the name that PyTorch's layers have for it. */
    public enum Role {
        WEIGHT,
        BIAS,
        RUNNING_MEAN,
        RUNNING_VAR
    }

    /** All arrays of a network, in the order of its nodes. */
    public static List<Parameter> of(Net net) {
        Node.Cases<Stream<Parameter>> cases = new Node.Cases<>(
                input -> Stream.empty(),
                conv -> Stream.of(new Parameter(
                        conv,
                        Role.WEIGHT,
                        sizes(conv.filters(), net.shape(conv.input()).channels(), conv.kernel(), conv.kernel()))),
                norm -> Stream.of(Role.values())
                        .map(role -> new Parameter(
                                norm, role, sizes(net.shape(norm.name()).channels()))),
                activate -> Stream.empty(),
                add -> Stream.empty(),
                scale -> Stream.empty(),
                pool -> Stream.empty(),
                pool -> Stream.empty(),
                dense -> dense(dense, dense.units(), net.shape(dense.input()).values()),
                output -> dense(
                        output, output.classes(), net.shape(output.input()).values()));
        return net.nodes().stream().flatMap(node -> node.match(cases)).toList();
    }

    private static Stream<Parameter> dense(Node node, int units, long inputs) {
        return Stream.of(
                new Parameter(node, Role.WEIGHT, sizes(units, inputs)), new Parameter(node, Role.BIAS, sizes(units)));
    }

    private static List<Long> sizes(long... sizes) {
        return Arrays.stream(sizes).boxed().toList();
    }

    /** Number of its values. */
    public int length() {
        return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
    }

    /** A copy of its values in a network. */
    public float[] values(Network network) {
        try (INDArray copy = rows(network.graph()).dup('c')) {
            return copy.reshape(copy.length()).toFloatVector();
        }
    }

    /** Puts values in their place. */
    void put(float[] values, ComputationGraph graph) {
        long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
        try (INDArray copy = Nd4j.createFromArray(values)) {
            INDArray place = rows(graph);
            place.assign(copy.reshape('c', sizes).reshape('c', place.shape()));
        }
    }

    /** The framework's array; its dense weights are (in, out). */
    private INDArray rows(ComputationGraph graph) {
        INDArray array = graph.getParam(node.name() + "_" + key());
        boolean isDense = node instanceof Node.Dense || node instanceof Node.Output;
        return isDense && role == Role.WEIGHT ? array.transpose() : array;
    }

    private String key() {
        boolean isNorm = node instanceof Node.BatchNorm;
        return switch (role) {
            case WEIGHT -> isNorm ? GAMMA : WEIGHT_KEY;
            case BIAS -> isNorm ? BETA : BIAS_KEY;
            case RUNNING_MEAN -> GLOBAL_MEAN;
            case RUNNING_VAR -> GLOBAL_VAR;
        };
    }
}
