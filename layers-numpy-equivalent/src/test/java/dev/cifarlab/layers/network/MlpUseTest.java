package dev.cifarlab.layers.network;

import static dev.cifarlab.layers.network.MlpTest.labels;
import static dev.cifarlab.layers.network.MlpTest.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.Gradients;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Names, shapes and refusals of the course's MLP. */
class MlpUseTest {

    @Test
    void hasTheCoursesNamesAndShapes() {
        Mlp mlp = Mlp.builder().build();
        assertThat(mlp.weights()).containsOnlyKeys("W1", "b1", "W2", "b2", "W3", "b3");
        assertThat(mlp.weights().get("W1").shape()).containsExactly(784, 128);
        assertThat(mlp.weights().get("b3").shape()).containsExactly(1, 10);
        assertThat(mlp.weights().get("b1").amaxNumber().doubleValue()).isZero();
        for (String name : new String[] {"W1", "W2", "W3"}) {
            assertThat(mlp.weights().get(name).amaxNumber().doubleValue()).isBetween(0.95 / 28, 1 / 28.0);
        }
        INDArray x = Gradients.random(1, 2, 784);
        Map<String, INDArray> cache = mlp.forward(x);
        assertThat(cache).containsOnlyKeys("A0", "Z1", "A1", "Z2", "A2", "Z3", "A3");
        Map<String, INDArray> grads = mlp.backward(cache, labels(2, 10));
        assertThat(grads.keySet())
                .containsExactly("dZ3", "dW3", "db3", "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1");
        assertThat(grads.get("dA1").shape()).containsExactly(2, 128);
        assertThat(mlp.loss(cache.get("A3"), labels(2, 10))).isCloseTo(Math.log(10), within(0.1));
        assertThat(mlp).hasToString("Mlp [784, 128, 64, 10], relu");
    }

    @Test
    void theLossClipsACopy() {
        Mlp mlp = small("relu");
        INDArray probabilities = Nd4j.createFromArray(new double[][] {{0, 1, 0}, {1, 0, 0}});
        INDArray labels = Nd4j.createFromArray(new double[][] {{1.0, 0, 0}, {1, 0, 0}});
        double expected = -(Math.log(1e-6) + Math.log(1 - 1e-6)) / 2;
        assertThat(mlp.loss(probabilities, labels)).isCloseTo(expected, within(1e-12));
        assertThat(probabilities.data().asDouble()).containsExactly(0, 1, 0, 1, 0, 0);
    }

    @Test
    void wrongInputIsRefusedWithWhatWasExpected() {
        Mlp mlp = small("relu");
        assertThatThrownBy(() -> mlp.forward(Gradients.random(1, 2, 7)))
                .hasMessage("x: expected DOUBLE (any, 6), found DOUBLE (2, 7)");
        assertThatThrownBy(() -> mlp.forward(Gradients.random(1, 6))).isInstanceOf(IllegalArgumentException.class);
        Map<String, INDArray> cache = mlp.forward(Gradients.random(1, 2, 6));
        assertThatThrownBy(() -> mlp.backward(cache, labels(3, 3)))
                .hasMessage("labels: expected DOUBLE (2, 3), found DOUBLE (3, 3)");
        assertThatThrownBy(() -> mlp.backward(Map.of(), labels(3, 3))).hasMessageContaining("A3");
        assertThatThrownBy(() -> mlp.update(Map.of())).hasMessageContaining("dW1");
        assertThatThrownBy(() -> Mlp.builder().activation("gelu").build()).hasMessageContaining("'gelu'");
        assertThatThrownBy(() -> Mlp.builder().dims(784).build()).hasMessageContaining("dims");
        assertThatThrownBy(() -> Mlp.builder().dims(784, 0, 10).build())
                .hasMessage("dims: expected at least 1, found 0");
        assertThatThrownBy(() -> Mlp.builder().epsilon(0.5).build()).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> Mlp.builder().learningRate(Double.NaN).build()).hasMessageContaining("learningRate");
    }
}
