package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.MatrixProduct;
import dev.cifarlab.layers.network.Mlp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** NaN and infinity: the expected numbers are those of PyTorch 2.7 and NumPy for the same input. */
class NotANumberTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final SoftmaxCrossEntropy LOSS = new SoftmaxCrossEntropy();

    private static INDArray row(DataType type, double... values) {
        return Nd4j.createFromArray(values).castTo(type);
    }

    private static INDArray rows(double[]... values) {
        return Nd4j.createFromArray(values);
    }

    private static double[] row(double... values) {
        return values;
    }

    private static double[] numbers(INDArray x) {
        return x.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void functionsGiveWhatPyTorchGives(DataType type) {
        INDArray x = row(type, NAN, INF, -INF, 0, 2);
        assertThat(numbers(Activations.relu(x, false))).containsExactly(NAN, INF, 0, 0, 2);
        assertThat(numbers(Activations.relu(x, true))).containsExactly(1, 1, 0, 0, 1);
        double tanh = Math.tanh(2);
        assertThat(numbers(Activations.tanh(x, false))).containsExactly(row(NAN, 1, -1, 0, tanh), within(1e-6));
        assertThat(numbers(Activations.tanh(x, true)))
                .containsExactly(row(NAN, 0, 0, 1, 1 - tanh * tanh), within(1e-6));
        double sigmoid = 1 / (1 + Math.exp(-2));
        assertThat(numbers(Activations.sigmoid(x, false))).containsExactly(row(NAN, 1, 0, 0.5, sigmoid), within(1e-6));
        assertThat(numbers(Activations.sigmoid(x, true)))
                .containsExactly(row(NAN, 0, 0, 0.25, sigmoid * (1 - sigmoid)), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void softmaxGivesWhatPyTorchGives(DataType type) {
        assertThat(numbers(Activations.softmax(row(type, NAN, 0, 1), false))).containsExactly(NAN, NAN, NAN);
        assertThat(numbers(Activations.softmax(row(type, INF, 0), false))).containsExactly(NAN, NAN);
        assertThat(numbers(Activations.softmax(row(type, -INF, 0), false))).containsExactly(0, 1);
        assertThat(numbers(Activations.softmax(row(type, -INF, -INF), false))).containsExactly(NAN, NAN);
        assertThat(numbers(Activations.softmax(row(type, 1, NAN), true))).containsExactly(NAN, NAN, NAN, NAN);
    }

    /** Each element by itself, wherever it stands in arrays of several lengths. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 33, 4099})
    void reluHidesNoneAndSpreadsNone(int length) {
        for (int place : new int[] {0, length / 2, length - 1}) {
            INDArray x = Gradients.random(1, length);
            double[] expected = numbers(Activations.relu(x, false));
            expected[place] = NAN;
            x.putScalar(place, NAN);
            assertThat(numbers(Activations.relu(x, false))).isEqualTo(expected);
        }
    }

    @Test
    void aGradientPassesReluAtNan() {
        Layer relu = ActivationLayer.builder().build();
        Map<String, INDArray> cache = relu.forward(row(DataType.DOUBLE, NAN, -1, 1));
        assertThat(numbers(relu.backward(cache, row(DataType.DOUBLE, 3, 3, 3)).get("dX")))
                .containsExactly(3, 0, 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void aSquareWithNanIsNanAndItsLastNanGetsTheGradient(DataType type) {
        INDArray x = rows(row(1, NAN, 2, 5), row(NAN, 3, 5, 1), row(INF, INF, -INF, -INF), row(NAN, 0, -INF, -INF))
                .castTo(type)
                .reshape(1, 1, 4, 4);
        Layer pooling = MaxPooling2d.builder().dataType(type).build();
        Map<String, INDArray> cache = pooling.forward(x);
        assertThat(numbers(cache.get("out"))).containsExactly(NAN, 5, NAN, -INF);
        INDArray grad = row(type, 1, 2, 3, 4).reshape(1, 1, 2, 2);
        double[] expected = {
            0, 0, 0, 2,
            1, 0, 0, 0,
            0, 0, 4, 0,
            3, 0, 0, 0
        };
        assertThat(numbers(pooling.backward(cache, grad).get("dX"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aNanAloneGetsTheGradientWhereverItIs(int place) {
        Layer pooling = MaxPooling2d.builder().build();
        INDArray x = row(DataType.DOUBLE, 1, 2, 3, 4);
        x.putScalar(place, NAN);
        Map<String, INDArray> cache = pooling.forward(x.reshape(1, 1, 2, 2));
        double[] expected = new double[4];
        expected[place] = 5;
        INDArray grad = row(DataType.DOUBLE, 5).reshape(1, 1, 1, 1);
        assertThat(numbers(pooling.backward(cache, grad).get("dX"))).isEqualTo(expected);
    }

    @Test
    void aGradientOfNanOrInfinityGoesToTheLargestPixelAlone() {
        Layer pooling = MaxPooling2d.builder().build();
        INDArray x = rows(row(1, 7, 2, 5), row(3, 3, 5, 1)).reshape(1, 1, 2, 4);
        INDArray grad = row(DataType.DOUBLE, NAN, INF).reshape(1, 1, 1, 2);
        assertThat(numbers(pooling.backward(pooling.forward(x), grad).get("dX")))
                .containsExactly(0, NAN, 0, INF, 0, 0, 0, 0);
    }

    @Test
    void lossesOfNanAreNan() {
        INDArray labels = rows(row(0, 1), row(1, 0));
        Mlp mlp = Mlp.builder().dims(3, 2).build();
        assertThat(mlp.loss(rows(row(0.5, 0.5), row(NAN, 0.5)), labels)).isNaN();
        assertThat(mlp.loss(rows(row(NAN, 0.5), row(0.5, 0.5)), labels))
                .as("at a label of 0")
                .isNaN();
        assertThat(mlp.loss(rows(row(0, 1), row(1, 0)), labels)).isCloseTo(1e-6, within(1e-9));
        INDArray logits = rows(row(0, 0), row(NAN, 1));
        assertThat(LOSS.loss(logits, labels)).isNaN();
        assertThat(numbers(LOSS.backward(logits, labels))).containsExactly(0.25, -0.25, NAN, NAN);
        assertThat(LOSS.loss(rows(row(INF, 0)), rows(row(1, 0)))).isNaN();
        assertThat(LOSS.loss(rows(row(-INF, 0)), rows(row(0, 1)))).isNaN();
        assertThat(numbers(LOSS.backward(rows(row(-INF, 0)), rows(row(0, 1))))).containsExactly(0, 0);
    }

    /** A product skips nothing that is multiplied by 0. */
    @Test
    void productsWithNanAndZeroAreNan() {
        for (int size : new int[] {1, 2, 5, 40}) {
            INDArray zeros = Nd4j.zeros(DataType.DOUBLE, size, size);
            INDArray x = Nd4j.zeros(DataType.DOUBLE, size, size);
            x.putScalar(0, size - 1, NAN);
            double[] product = numbers(MatrixProduct.of(x, zeros));
            for (int k = 0; k < product.length; k++) {
                assertThat(Double.isNaN(product[k])).isEqualTo(k < size);
            }
        }
    }

    /** In the input, and in each weight: whatever depends on it is NaN, both ways. */
    @Test
    void layersWithWeightsPassItOn() {
        Dense dense = Dense.builder().inputs(3).units(2).build();
        INDArray x = Gradients.random(1, 2, 3);
        x.putScalar(1, 2, NAN);
        Map<String, INDArray> cache = dense.forward(x);
        assertThat(cache.get("out").isNaN().toDoubleMatrix()).isDeepEqualTo(new double[][] {{0, 0}, {1, 1}});
        Map<String, INDArray> grads = dense.backward(cache, Gradients.random(2, 2, 2));
        assertThat(grads.get("dW").isNaN().toDoubleMatrix()).isDeepEqualTo(new double[][] {{0, 0}, {0, 0}, {1, 1}});
        assertThat(grads.get("dX").isNaN().any()).isFalse();
        Convolution2d convolution = Convolution2d.builder().units(2).bias(true).build();
        INDArray image = Gradients.random(3, 1, 1, 5, 5);
        convolution.weights().get("b").putScalar(1, NAN);
        INDArray maps = convolution.forward(image).get("out");
        assertThat(maps.slice(0).slice(0).isNaN().any()).isFalse();
        assertThat(maps.slice(0).slice(1).isNaN().all()).isTrue();
        convolution.weights().get("b").assign(0);
        image.putScalar(new int[] {0, 0, 0, 0}, NAN);
        Map<String, INDArray> passed = convolution.forward(image);
        assertThat(numbers(passed.get("out").isNaN().castTo(DataType.DOUBLE).sum()))
                .containsExactly(2);
        INDArray dW =
                convolution.backward(passed, Gradients.random(4, 1, 2, 3, 3)).get("dW");
        assertThat(numbers(dW.isNaN().castTo(DataType.DOUBLE).sum())).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void anMlpShowsItInLossGradientsAndWeights(String function) {
        Mlp mlp = Mlp.builder().dims(4, 3, 2).activation(function).build();
        INDArray x = Gradients.random(1, 2, 4);
        INDArray labels = rows(row(0, 1), row(1, 0));
        x.putScalar(0, 0, NAN);
        Map<String, INDArray> cache = mlp.forward(x);
        assertThat(mlp.loss(cache.get("A2"), labels)).isNaN();
        Map<String, INDArray> grads = new LinkedHashMap<>(mlp.backward(cache, labels));
        mlp.update(grads);
        mlp.weights()
                .forEach((name, weight) ->
                        assertThat(weight.isNaN().any()).as(name).isTrue());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 2})
    void labelsAreNumbersFromZeroToOne(double wrong) {
        INDArray labels = rows(row(0, 1), row(1 - wrong, wrong));
        String message = "labels: expected rows of numbers from 0 to 1 with a sum of 1, found ";
        for (Runnable call : new Runnable[] {
            () -> LOSS.loss(Gradients.random(1, 2, 2), labels),
            () -> LOSS.backward(Gradients.random(1, 2, 2), labels),
            () -> Mlp.builder().dims(3, 2).build().loss(Gradients.random(1, 2, 2), labels)
        }) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(message)
                    .hasMessageEndingWith("in row 1");
        }
        INDArray below = rows(row(-0.5, 0.75, 0.75));
        assertThatThrownBy(() -> LOSS.loss(Gradients.random(1, 1, 3), below))
                .hasMessage(message + "[-0.5, 0.75, 0.75] in row 0");
        INDArray none = rows(row(0, 1), row(0, 0));
        assertThatThrownBy(() -> LOSS.loss(Gradients.random(1, 2, 2), none))
                .hasMessage(message + "[0.0, 0.0] in row 1");
    }
}
