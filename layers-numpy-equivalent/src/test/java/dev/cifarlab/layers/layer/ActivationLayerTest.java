package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ActivationLayerTest {

    private static Map<String, INDArray> all(Layer layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(layer.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    private static SDVariable apply(SameDiff graph, String function, SDVariable x) {
        return switch (function) {
            case "relu" -> graph.nn().relu(x, 0);
            case "tanh" -> graph.math().tanh(x);
            default -> graph.nn().sigmoid(x);
        };
    }

    private static Map<String, INDArray> dl4j(String function, INDArray x, INDArray gradOutput) {
        var configuration = new org.deeplearning4j.nn.conf.layers.ActivationLayer(
                Activation.valueOf(function.toUpperCase(Locale.ROOT)));
        return References.dl4j(configuration, InputType.feedForward(x.size(1)), Map.of(), x, gradOutput);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void equalsTheFrameworksAndCentralDifferences(String function) {
        String subject = "ActivationLayer (" + function + ")";
        ActivationLayer layer = ActivationLayer.builder().activation(function).build();
        for (INDArray x : new INDArray[] {
            Gradients.apart(1, 1, 6), Gradients.apart(2, 5, 7).mul(4)
        }) {
            INDArray grad = Gradients.random(3, x.shape());
            Map<String, INDArray> ours = all(layer, x, grad);
            Proof.sameDiff(subject)
                    .holds(
                            ours,
                            References.sameDiff(
                                    Map.of("x", x), grad, (graph, v) -> apply(graph, function, v.get("x"))));
            Proof.dl4j(subject).holds(ours, dl4j(function, x, grad));
            Proof differences =
                    function.equals("relu") ? Proof.differencesNearKinks(subject) : Proof.differences(subject);
            differences.holds(ours, Gradients.differences(layer, x, grad));
            ActivationLayer single = ActivationLayer.builder()
                    .activation(function)
                    .dataType(DataType.FLOAT)
                    .build();
            INDArray floats = x.castTo(DataType.FLOAT);
            INDArray floatGrad = grad.castTo(DataType.FLOAT);
            Proof.dl4jFloat(subject).holds(all(single, floats, floatGrad), dl4j(function, floats, floatGrad));
        }
    }

    @Test
    void worksOnAnyRank() {
        ActivationLayer layer = ActivationLayer.builder().activation("tanh").build();
        INDArray x = Gradients.random(1, 2, 3, 4, 5);
        INDArray grad = Gradients.random(2, 2, 3, 4, 5);
        Map<String, INDArray> expected = all(layer, x.reshape(120), grad.reshape(120));
        all(layer, x, grad)
                .forEach((name, array) -> assertThat(array.reshape(120)).isEqualTo(expected.get(name)));
        assertThat(layer.weights()).isEmpty();
    }

    @Test
    void unknownFunctionsAreRefused() {
        assertThatThrownBy(() -> ActivationLayer.builder().activation("gelu").build())
                .hasMessageContaining("expected relu, tanh or sigmoid")
                .hasMessageContaining("'gelu'");
        assertThatThrownBy(() -> ActivationLayer.builder().activation("softmax").build())
                .isInstanceOf(IllegalArgumentException.class);
        ActivationLayer layer = ActivationLayer.builder().build();
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 3).castTo(DataType.FLOAT)))
                .hasMessage("x: expected DOUBLE (3), found FLOAT (3)");
    }
}
