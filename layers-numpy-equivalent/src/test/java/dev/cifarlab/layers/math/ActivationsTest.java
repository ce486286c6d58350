package dev.cifarlab.layers.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationsTest {

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void areExactAtThousand(DataType type) {
        INDArray x = Nd4j.createFromArray(-1000.0, 0.0, 1000.0).castTo(type);
        assertThat(Activations.relu(x, false).toDoubleVector()).containsExactly(0, 0, 1000);
        assertThat(Activations.relu(x, true).toDoubleVector()).containsExactly(0, 0, 1);
        assertThat(Activations.tanh(x, false).toDoubleVector()).containsExactly(-1, 0, 1);
        assertThat(Activations.tanh(x, true).toDoubleVector()).containsExactly(0, 1, 0);
        assertThat(Activations.sigmoid(x, false).toDoubleVector()).containsExactly(0, 0.5, 1);
        assertThat(Activations.sigmoid(x, true).toDoubleVector()).containsExactly(0, 0.25, 0);
        assertThat(Activations.softmax(x, false).toDoubleVector()).containsExactly(0, 0, 1);
        assertThat(Activations.softmax(x, true).amaxNumber().doubleValue()).isZero();
        assertThat(x.toDoubleVector()).containsExactly(-1000, 0, 1000);
        assertThat(Activations.sigmoid(x, true).dataType()).isEqualTo(type);
    }

    @Test
    void theSoftmaxOfARowIsThatOfABatchOfOne() {
        INDArray x = Gradients.random(1, 5).mul(3);
        INDArray row = Activations.softmax(x, false);
        assertThat(row.shape()).containsExactly(5);
        assertThat(row.sumNumber().doubleValue()).isCloseTo(1, within(1e-15));
        INDArray batch = Activations.softmax(x.reshape(1, 5), false);
        assertThat(batch.toDoubleMatrix()[0]).isEqualTo(row.toDoubleVector());
        INDArray jacobian = Activations.softmax(x, true);
        assertThat(jacobian.shape()).containsExactly(5, 5);
        assertThat(Activations.softmax(x.reshape(1, 5), true).data().asDouble())
                .isEqualTo(jacobian.data().asDouble());
    }

    @Test
    void theJacobianEqualsCentralDifferences() {
        INDArray x = Gradients.random(2, 3, 4).mul(2);
        INDArray jacobian = Activations.softmax(x, true);
        assertThat(jacobian.shape()).containsExactly(3, 4, 4);
        for (int row = 0; row < 3; row++) {
            for (int k = 0; k < 4; k++) {
                int i = row;
                int j = k;
                INDArray differences = Gradients.differences(
                        x, () -> Activations.softmax(x, false).getDouble(i, j));
                Proof.differences("softmax Jacobian")
                        .holds("J", jacobian.slice(row).getRow(k).dup(), differences.getRow(row));
            }
        }
    }

    @Test
    void theJacobianTimesAVectorEqualsSameDiff() {
        INDArray x = Gradients.random(3, 2, 6).mul(3);
        INDArray grad = Gradients.random(4, 2, 6);
        INDArray expected = References.sameDiff(
                        Map.of("x", x), grad, (graph, v) -> graph.nn().softmax(v.get("x"), 1))
                .get("dX");
        INDArray jacobian = Activations.softmax(x, true);
        for (int row = 0; row < 2; row++) {
            INDArray ours = jacobian.slice(row).mmul(grad.getRow(row).reshape(6, 1));
            Proof.sameDiff("softmax Jacobian").holds("dX", ours.reshape(6), expected.getRow(row));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid", "softmax"})
    void areChosenByName(String name) {
        INDArray x = Gradients.random(5, 2, 3);
        INDArray expected = switch (name) {
            case "relu" -> Activations.relu(x, true);
            case "tanh" -> Activations.tanh(x, true);
            case "sigmoid" -> Activations.sigmoid(x, true);
            default -> Activations.softmax(x, true);
        };
        assertThat(Activations.activation(name, x, true).data().asDouble())
                .isEqualTo(expected.data().asDouble());
    }

    @Test
    void unknownNamesAndRanksAreRefused() {
        INDArray x = Gradients.random(1, 2, 3);
        assertThatThrownBy(() -> Activations.activation("ReLU", x, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 'ReLU'");
        assertThatThrownBy(() -> Activations.softmax(x.reshape(1, 2, 3), false))
                .hasMessage("x: expected rank 1 or 2, found rank 3");
    }
}
