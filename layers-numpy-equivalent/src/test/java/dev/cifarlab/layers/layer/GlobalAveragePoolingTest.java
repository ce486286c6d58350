package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class GlobalAveragePoolingTest {

    private final GlobalAveragePooling layer = new GlobalAveragePooling();

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 3, 2, 2", "4, 1, 5, 3", "3, 2, 4, 7"})
    void equalsTheFrameworksAndCentralDifferences(int n, int c, int h, int w) {
        INDArray x = Gradients.random(1, n, c, h, w);
        INDArray grad = Gradients.random(2, n, c);
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> ours = new LinkedHashMap<>(layer.backward(cache, grad));
        ours.put("out", cache.get("out"));
        Proof.sameDiff("GlobalAveragePooling")
                .holds(
                        ours,
                        References.sameDiff(
                                Map.of("x", x), grad, (graph, v) -> v.get("x").mean(2, 3)));
        var configuration = new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
        Proof.dl4j("GlobalAveragePooling")
                .holds(ours, References.dl4j(configuration, InputType.convolutional(h, w, c), Map.of(), x, grad));
        Proof.differences("GlobalAveragePooling").holds(ours, Gradients.differences(layer, x, grad));
    }

    @Test
    void hasNoWeightsAndRefusesRows() {
        layer.initializeWeights();
        assertThat(layer.weights()).isEmpty();
        assertThat(layer.statistics()).isEmpty();
        INDArray x = Gradients.random(1, 2, 3, 2, 2);
        assertThat(layer.infer(x)).isEqualTo(layer.forward(x).get("out"));
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 2, 3)))
                .hasMessage("x: expected DOUBLE (any, any, any, any), found DOUBLE (2, 3)");
    }
}
