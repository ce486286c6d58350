package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.NumpyRandom;
import dev.cifarlab.layers.network.Mlp;
import dev.cifarlab.layers.network.Sequential;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wrong rank, shape or data type: a sentence that says what was expected and what came. */
class RefusalsTest {

    private static final SoftmaxCrossEntropy LOSS = new SoftmaxCrossEntropy();

    private static INDArray zeros(long... shape) {
        return Nd4j.zeros(DataType.DOUBLE, shape);
    }

    /** Labels: every example is of the first class. */
    private static INDArray firsts(int n, int classes) {
        INDArray labels = zeros(n, classes);
        for (int row = 0; row < n; row++) {
            labels.putScalar(row, 0, 1);
        }
        return labels;
    }

    private static INDArray floats(long... shape) {
        return Nd4j.zeros(DataType.FLOAT, shape);
    }

    private static Arguments refused(String message, ThrowingCallable call) {
        return arguments(message, call);
    }

    /** A backward pass with a gradient that does not fit the output. */
    private static ThrowingCallable backward(Layer layer, INDArray x, INDArray gradOutput) {
        return () -> layer.backward(layer.forward(x), gradOutput);
    }

    private static ThrowingCallable forwardWith(Layer layer, String weight, INDArray value, INDArray x) {
        return () -> {
            layer.weights().put(weight, value);
            layer.forward(x);
        };
    }

    private static Dense dense() {
        return Dense.builder().inputs(4).units(3).build();
    }

    private static Convolution2d convolution() {
        return Convolution2d.builder().units(2).bias(true).build();
    }

    private static Sequential network() {
        return new Sequential(dense(), ActivationLayer.builder().build());
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                refused("x: expected DOUBLE (any, 4), found FLOAT (2, 4)", () -> dense().forward(floats(2, 4))),
                refused("x: expected DOUBLE (any, 4), found DOUBLE (4)", () -> dense().forward(zeros(4))),
                refused(
                        "gradOutput: expected DOUBLE (2, 3), found DOUBLE (3, 2)",
                        backward(dense(), zeros(2, 4), zeros(3, 2))),
                refused(
                        "gradOutput: expected DOUBLE (2, 3), found FLOAT (2, 3)",
                        backward(dense(), zeros(2, 4), floats(2, 3))),
                refused(
                        "W: expected DOUBLE (4, 3), found DOUBLE (3, 4)",
                        forwardWith(dense(), "W", zeros(3, 4), zeros(2, 4))),
                refused(
                        "b: expected DOUBLE (1, 3), found DOUBLE (3)",
                        forwardWith(dense(), "b", zeros(3), zeros(2, 4))));
    }

    static Stream<Arguments> layersOfImages() {
        MaxPooling2d pooling = MaxPooling2d.builder().build();
        return Stream.of(
                refused(
                        "gradOutput: expected DOUBLE (1, 2, 2, 2), found FLOAT (1, 2, 2, 2)",
                        backward(convolution(), zeros(1, 1, 4, 4), floats(1, 2, 2, 2))),
                refused(
                        "b: expected DOUBLE (2), found DOUBLE (1, 2)",
                        forwardWith(convolution(), "b", zeros(1, 2), zeros(1, 1, 4, 4))),
                refused(
                        "W: expected DOUBLE (2, 1, 3, 3), found FLOAT (2, 1, 3, 3)",
                        forwardWith(convolution(), "W", floats(2, 1, 3, 3), zeros(1, 1, 4, 4))),
                refused(
                        "x: expected DOUBLE (any, any, any, any), found FLOAT (1, 1, 4, 4)",
                        () -> pooling.forward(floats(1, 1, 4, 4))),
                refused(
                        "gradOutput: expected DOUBLE (1, 1, 2, 2), found DOUBLE (1, 1, 4, 4)",
                        backward(pooling, zeros(1, 1, 4, 4), zeros(1, 1, 4, 4))),
                refused("expected an array named out, found []", () -> pooling.backward(Map.of(), zeros(1))));
    }

    static Stream<Arguments> layersWithoutWeights() {
        ActivationLayer activation = ActivationLayer.builder().build();
        return Stream.of(
                refused(
                        "gradOutput: expected DOUBLE (2, 3), found DOUBLE (2, 4)",
                        backward(activation, zeros(2, 3), zeros(2, 4))),
                refused(
                        "expected an array named x, found [out]",
                        () -> activation.backward(Map.of("out", zeros(2)), zeros(2))),
                refused("x: rank: expected at least 2, found 1", () -> new Flatten().forward(zeros(3))),
                refused(
                        "gradOutput: expected DOUBLE (2, 12), found DOUBLE (2, 3, 4)",
                        backward(new Flatten(), zeros(2, 3, 4), zeros(2, 3, 4))),
                refused(
                        "labels: expected DOUBLE (2, 3), found FLOAT (2, 3)",
                        () -> LOSS.loss(zeros(2, 3), floats(2, 3))),
                refused(
                        "data type: expected DOUBLE or FLOAT, found INT",
                        () -> LOSS.loss(zeros(2, 3).castTo(DataType.INT32), zeros(2, 3))));
    }

    static Stream<Arguments> networks() {
        Mlp mlp = Mlp.builder().dims(4, 3, 2).build();
        Map<String, INDArray> cache = mlp.forward(zeros(5, 4));
        Map<String, INDArray> grads = mlp.backward(cache, firsts(5, 2));
        return Stream.of(
                refused("x: expected DOUBLE (any, 4), found FLOAT (5, 4)", () -> mlp.forward(floats(5, 4))),
                refused(
                        "probabilities: expected DOUBLE (any, 2), found DOUBLE (5, 3)",
                        () -> mlp.loss(zeros(5, 3), zeros(5, 3))),
                refused(
                        "labels: expected DOUBLE (5, 2), found FLOAT (5, 2)",
                        () -> mlp.loss(cache.get("A2"), floats(5, 2))),
                refused("labels: expected DOUBLE (5, 2), found FLOAT (5, 2)", () -> mlp.backward(cache, floats(5, 2))),
                refused("Z1", () -> mlp.backward(without(cache, "Z1"), firsts(5, 2))),
                refused("A0", () -> mlp.backward(without(cache, "A0"), firsts(5, 2))),
                refused(
                        "dW2: expected DOUBLE (3, 2), found DOUBLE (2, 3)",
                        () -> mlp.update(with(grads, "dW2", zeros(2, 3)))),
                refused(
                        "db1: expected DOUBLE (1, 3), found FLOAT (1, 3)",
                        () -> mlp.update(with(grads, "db1", floats(1, 3)))),
                refused("W1: expected DOUBLE (4, 3), found DOUBLE (3, 4)", () -> {
                    Mlp other = Mlp.builder().dims(4, 3, 2).build();
                    other.weights().put("W1", zeros(3, 4));
                    other.forward(zeros(5, 4));
                }),
                refused(
                        "expected an array named 1.x",
                        () -> network().backward(without(network().forward(zeros(2, 4)), "1.x"), zeros(2, 3))),
                refused(
                        "gradOutput: expected DOUBLE (2, 3), found DOUBLE (2, 4)",
                        () -> network().backward(network().forward(zeros(2, 4)), zeros(2, 4))),
                refused(
                        "0.dW: expected DOUBLE (4, 3), found DOUBLE (1, 3)",
                        () -> network().update(Map.of("0.dW", zeros(1, 3), "0.db", zeros(1, 3)), 0.1)),
                refused(
                        "learningRate: expected a number above 0.0, found -0.1",
                        () -> network().update(Map.of(), -0.1)));
    }

    private static Map<String, INDArray> without(Map<String, INDArray> map, String key) {
        Map<String, INDArray> copy = new HashMap<>(map);
        copy.remove(key);
        return copy;
    }

    private static Map<String, INDArray> with(Map<String, INDArray> map, String key, INDArray value) {
        Map<String, INDArray> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    static Stream<Arguments> dataTypes() {
        DataType half = DataType.FLOAT16;
        String type = "data type: expected DOUBLE or FLOAT, found ";
        Consumer<String> onIntegers = name -> Activations.activation(name, Nd4j.zeros(DataType.INT32, 2, 2), true);
        return Stream.of(
                refused(type + "HALF", () -> Dense.builder().dataType(half).build()),
                refused(
                        type + "HALF",
                        () -> MaxPooling2d.builder().dataType(half).build()),
                refused(
                        type + "HALF",
                        () -> ActivationLayer.builder().dataType(half).build()),
                refused(type + "HALF", () -> Mlp.builder().dataType(half).build()),
                refused(type + "HALF", () -> new NumpyRandom(0).uniform(0, 1, half, 2)),
                refused(type + "INT", () -> onIntegers.accept("relu")),
                refused(type + "INT", () -> onIntegers.accept("tanh")),
                refused(type + "INT", () -> onIntegers.accept("sigmoid")),
                refused(type + "INT", () -> onIntegers.accept("softmax")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"layers", "layersOfImages", "layersWithoutWeights", "networks", "dataTypes"})
    void saysWhatWasExpectedAndWhatCame(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
