package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DenseTest {

    private static Map<String, INDArray> all(Dense layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(layer.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    private static Map<String, INDArray> dl4j(Dense layer, int inputs, int units, INDArray x, INDArray gradOutput) {
        DenseLayer configuration =
                new DenseLayer.Builder().nIn(inputs).nOut(units).build();
        Map<String, INDArray> result =
                References.dl4j(configuration, InputType.feedForward(inputs), layer.weights(), x, gradOutput);
        result.computeIfPresent("db", (name, vector) -> vector.reshape(1, units));
        return result;
    }

    private static void train(Dense layer, INDArray x, INDArray grad, int steps) {
        for (int step = 0; step < steps; step++) {
            Map<String, INDArray> cache = layer.forward(x);
            Map<String, INDArray> grads = layer.backward(cache, cache.get("out").mul(grad));
            layer.weights()
                    .forEach((name, weight) -> weight.subi(grads.get("d" + name).mul(0.1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 3", "4, 7, 2", "6, 1, 1", "3, 2, 9"})
    void equalsTheFrameworksAndCentralDifferences(int n, int inputs, int units) {
        Dense layer = Dense.builder().inputs(inputs).units(units).seed(2).build();
        layer.weights().get("b").assign(Gradients.random(9, 1, units));
        INDArray x = Gradients.random(3, n, inputs);
        INDArray grad = Gradients.random(4, n, units);
        for (int steps : new int[] {0, 5}) {
            train(layer, x, grad, steps);
            Map<String, INDArray> values = new LinkedHashMap<>(layer.weights());
            values.put("x", x);
            Map<String, INDArray> ours = all(layer, x, grad);
            Map<String, INDArray> sameDiff = References.sameDiff(
                    values, grad, (graph, v) -> v.get("x").mmul(v.get("W")).add(v.get("b")));
            Proof.sameDiff("Dense").holds(ours, sameDiff);
            Proof.dl4j("Dense").holds(ours, dl4j(layer, inputs, units, x, grad));
            Proof.differences("Dense").holds(ours, Gradients.differences(layer, x, grad));
        }
        Dense single = Dense.builder()
                .inputs(inputs)
                .units(units)
                .seed(2)
                .dataType(DataType.FLOAT)
                .build();
        INDArray floats = x.castTo(DataType.FLOAT);
        INDArray floatGrad = grad.castTo(DataType.FLOAT);
        Proof.dl4jFloat("Dense").holds(all(single, floats, floatGrad), dl4j(single, inputs, units, floats, floatGrad));
    }

    @Test
    void wrongInputIsRefusedWithWhatWasExpected() {
        Dense layer = Dense.builder().inputs(4).units(3).build();
        assertThat(layer.weights()).containsOnlyKeys("W", "b");
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 2, 5)))
                .hasMessage("x: expected DOUBLE (any, 4), found DOUBLE (2, 5)");
        assertThatThrownBy(() -> Dense.builder().inputs(0).build()).hasMessageContaining("inputs");
        layer.weights().remove("b");
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 2, 4)))
                .hasMessage("expected an array named b, found [W]");
    }
}
