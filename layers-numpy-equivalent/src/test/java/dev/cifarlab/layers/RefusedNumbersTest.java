package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.NumpyRandom;
import dev.cifarlab.layers.math.Window;
import dev.cifarlab.layers.network.Mlp;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wrong numbers and names: a sentence that says what was expected and what came. */
class RefusedNumbersTest {

    private static Arguments refused(String message, ThrowingCallable call) {
        return arguments(message, call);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                refused("x: expected rank 1 or 2, found rank 0", () -> Activations.softmax(Nd4j.scalar(1.0), false)),
                refused(
                        "seed: expected at least 0, found -1",
                        () -> Dense.builder().seed(-1).build()),
                refused(
                        "units: expected at least 1, found 0",
                        () -> Dense.builder().units(0).build()),
                refused(
                        "inChannels: expected at least 1, found 0",
                        () -> Convolution2d.builder().inChannels(0).build()),
                refused("padding: expected at least 0, found -1", () -> new Window(1, 1, -1)),
                refused(
                        "seed: expected at least 0, found -7",
                        () -> Mlp.builder().seed(-7).build()),
                refused(
                        "dims: number of widths: expected at least 2, found 0",
                        () -> Mlp.builder().dims().build()),
                refused(
                        "learningRate: expected a number above 0.0, found 0.0",
                        () -> Mlp.builder().learningRate(0).build()),
                refused(
                        "learningRate: expected a number above 0.0, found Infinity",
                        () -> Mlp.builder()
                                .learningRate(Double.POSITIVE_INFINITY)
                                .build()),
                refused(
                        "epsilon: expected a number above 0.0, found -0.1",
                        () -> Mlp.builder().epsilon(-0.1).build()),
                refused(
                        "found 'softmax'",
                        () -> Mlp.builder().activation("softmax").build()),
                refused("found ''", () -> Activations.activation("", Nd4j.zeros(2), false)));
    }

    static Stream<Arguments> places() {
        Window window = new Window(3, 1, 0);
        INDArray images = Gradients.random(1, 1, 2, 4, 4);
        NumpyRandom random = new NumpyRandom(0);
        return Stream.of(
                refused("i: expected 0 to 2, found 3", () -> window.pixels(images, 3, 0)),
                refused("i: expected 0 to 2, found -1", () -> window.pixels(images, -1, 0)),
                refused("j: expected 0 to 2, found 3", () -> window.pixels(images, 0, 3)),
                refused("j: expected 0 to 2, found -1", () -> window.pixels(images, 0, -1)),
                refused("shape: expected at least 1, found 0", () -> random.uniform(0, 1, DataType.DOUBLE, 2, 0)),
                refused("shape: expected at least 1, found -2", () -> random.uniform(0, 1, DataType.DOUBLE, -2, -3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"numbers", "places"})
    void saysWhatWasExpectedAndWhatCame(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
