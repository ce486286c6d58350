package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.BatchNorm2d;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Layer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The block beside central differences; {@link ResNet18Test} holds it against DL4J. */
class ResidualTest {

    private static final Layer TANH =
            ActivationLayer.builder().activation("tanh").build();

    private static Layer convolution(int units, int size, int stride) {
        return Convolution2d.builder()
                .inChannels(2)
                .units(units)
                .filterSize(size)
                .stride(stride)
                .padding(size / 2)
                .build();
    }

    private static Layer normalised(int units, int size, int stride) {
        return new Sequential(
                convolution(units, size, stride),
                BatchNorm2d.builder().channels(units).build());
    }

    static Stream<Residual> blocks() {
        return Stream.of(
                new Residual(normalised(2, 3, 1), TANH),
                new Residual(convolution(3, 3, 1), convolution(3, 1, 1), TANH),
                new Residual(normalised(3, 3, 2), normalised(3, 1, 2), TANH));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void equalsCentralDifferences(Residual block) {
        INDArray x = Gradients.random(1, 2, 2, 4, 3);
        Map<String, INDArray> cache = block.forward(x);
        INDArray gradOutput = Gradients.random(2, cache.get("out").shape());
        Map<String, INDArray> at = new LinkedHashMap<>(block.weights());
        at.put("x", x);
        Map<String, INDArray> grads = block.backward(cache, gradOutput);
        at.forEach((name, array) -> {
            INDArray expected = Gradients.differences(
                    array,
                    () -> block.forward(x)
                            .get("out")
                            .mul(gradOutput)
                            .sumNumber()
                            .doubleValue());
            String grad = name.equals("x") ? "dX" : name.replaceFirst("(\\w+)$", "d$1");
            Proof.differences("Residual (tanh)").holds(grad, grads.get(grad), expected);
        });
    }

    @Test
    void infersWithTheRunningStatisticsOfItsParts() {
        Residual block = new Residual(normalised(3, 3, 2), normalised(3, 1, 2), TANH);
        assertThat(block.statistics())
                .containsOnlyKeys("path.1.mean", "path.1.variance", "shortcut.1.mean", "shortcut.1.variance");
        INDArray x = Gradients.random(1, 2, 2, 4, 4);
        for (int step = 0; step < 400; step++) {
            block.forward(x); // 0.9^400 is below rounding
        }
        new Proof("Residual (tanh)", "itself in training", 1e-13)
                .holds("inference", block.infer(x), block.forward(x).get("out"));
        block.initializeWeights();
        assertThat(block.statistics().get("path.1.mean").toDoubleVector()).containsOnly(0);
    }

    @Test
    void refusesTermsOfDifferentShapes() {
        Residual block = new Residual(convolution(3, 3, 1), TANH);
        assertThatThrownBy(() -> block.forward(Gradients.random(1, 2, 2, 4, 4)))
                .hasMessage("shortcut: expected DOUBLE (2, 3, 4, 4), found DOUBLE (2, 2, 4, 4)");
    }
}
