package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The steps written out for one number; {@link ResNet18Test} holds three of them against DL4J's. */
class AdamTest {

    @Test
    void followsThePapersAlgorithm() {
        Map<String, INDArray> weights = new LinkedHashMap<>();
        weights.put("0.W", Nd4j.createFromArray(0.5));
        Adam adam = new Adam(0.1, 1e-3);
        double w = 0.5;
        double m = 0;
        double v = 0;
        double[] gradients = {0.01, -2, 0, 3};
        for (int t = 1; t <= gradients.length; t++) {
            double g = gradients[t - 1];
            adam.step(weights, Map.of("0.dW", Nd4j.createFromArray(g)));
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            w -= 0.1 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-3);
            assertThat(weights.get("0.W").getDouble(0)).as("step %d", t).isCloseTo(w, within(1e-14));
        }
    }

    @Test
    void aWrongGradientChangesNothing() {
        Map<String, INDArray> weights = Map.of("W", Gradients.random(1, 2, 3));
        Map<String, INDArray> grads = Map.of("dW", Gradients.random(1, 3, 2));
        Adam adam = new Adam(0.1);
        assertThatThrownBy(() -> adam.step(weights, grads))
                .hasMessage("dW: expected DOUBLE (2, 3), found DOUBLE (3, 2)");
        assertThat(weights.get("W")).isEqualTo(Gradients.random(1, 2, 3));
        assertThatThrownBy(() -> adam.step(weights, Map.of())).hasMessage("expected an array named dW, found []");
        assertThatThrownBy(() -> new Adam(0)).hasMessage("rate: expected a number above 0.0, found 0.0");
    }
}
