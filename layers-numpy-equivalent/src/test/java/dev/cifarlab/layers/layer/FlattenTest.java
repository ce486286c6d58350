package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class FlattenTest {

    private final Flatten layer = new Flatten();

    private Map<String, INDArray> all(INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(layer.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    private static Map<String, INDArray> dl4j(INDArray x, INDArray gradOutput) {
        var flattener = new CnnToFeedForwardPreProcessor(x.size(2), x.size(3), x.size(1));
        int n = (int) x.size(0);
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        INDArray out = flattener.preProcess(x.dup('c'), n, none);
        return Map.of("out", out, "dX", flattener.backprop(gradOutput.dup('c'), n, none));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 3, 2, 2", "4, 1, 5, 3", "3, 2, 4, 7"})
    void equalsTheFrameworksAndCentralDifferences(int n, int c, int h, int w) {
        INDArray x = Gradients.random(1, n, c, h, w);
        INDArray grad = Gradients.random(2, n, (long) c * h * w);
        Map<String, INDArray> ours = all(x, grad);
        Proof.sameDiff("Flatten")
                .holds(
                        ours,
                        References.sameDiff(
                                Map.of("x", x), grad, (graph, v) -> v.get("x").reshape(n, c * h * w)));
        Proof.dl4j("Flatten").holds(ours, dl4j(x, grad));
        Proof.differences("Flatten").holds(ours, Gradients.differences(layer, x, grad));
        INDArray floats = x.castTo(DataType.FLOAT);
        INDArray floatGrad = grad.castTo(DataType.FLOAT);
        Proof.dl4jFloat("Flatten").holds(all(floats, floatGrad), dl4j(floats, floatGrad));
    }

    @Test
    void keepsACopyOfItsInput() {
        INDArray x = Gradients.random(1, 3, 2, 4);
        Map<String, INDArray> cache = layer.forward(x);
        x.assign(77);
        assertThat(cache.get("x")).isEqualTo(Gradients.random(1, 3, 2, 4));
        assertThat(cache.get("out").reshape(3, 2, 4)).isEqualTo(cache.get("x"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void theLastAxisIsTheFastest(DataType type) {
        INDArray x = Gradients.random(1, 2, 3, 4).castTo(type);
        INDArray out = layer.forward(x).get("out");
        assertThat(out.shape()).containsExactly(2, 12);
        assertThat(out.getDouble(1, 4 * 2 + 3)).isEqualTo(x.getDouble(1, 2, 3));
        assertThat(out.dataType()).isEqualTo(type);
        assertThat(layer.weights()).isEmpty();
    }
}
