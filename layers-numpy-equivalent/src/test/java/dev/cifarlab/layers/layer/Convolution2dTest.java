package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.OneDnn;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

class Convolution2dTest {

    /** Examples n, channels c, height h, width w, units u, filter f, stride s, padding p, with or without a bias. */
    record Case(int n, int c, int h, int w, int u, int f, int s, int p, boolean bias) {

        Convolution2d layer(DataType type) {
            return Convolution2d.builder()
                    .inChannels(c)
                    .units(u)
                    .filterSize(f)
                    .stride(s)
                    .padding(p)
                    .bias(bias)
                    .dataType(type)
                    .seed(3)
                    .build();
        }

        INDArray x() {
            return Gradients.random(5, n, c, h, w);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(2, 1, 8, 8, 4, 3, 1, 0, false),
                new Case(1, 1, 5, 7, 3, 3, 1, 0, true),
                new Case(3, 2, 7, 5, 2, 3, 1, 1, true),
                new Case(2, 3, 9, 6, 4, 3, 2, 1, false),
                new Case(2, 3, 8, 11, 2, 2, 3, 0, true),
                new Case(1, 4, 6, 6, 5, 1, 2, 0, true),
                new Case(2, 2, 3, 3, 2, 5, 1, 2, true),
                new Case(2, 1, 3, 3, 2, 3, 1, 0, true));
    }

    private static Map<String, INDArray> all(Convolution2d layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(layer.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    private static INDArray gradOutput(Convolution2d layer, INDArray x) {
        return Gradients.random(7, layer.forward(x).get("out").shape());
    }

    private static Map<String, INDArray> sameDiff(Case c, Convolution2d layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> values = new LinkedHashMap<>();
        values.put("x", x);
        values.putAll(layer.weights());
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(c.f)
                .kW(c.f)
                .sH(c.s)
                .sW(c.s)
                .pH(c.p)
                .pW(c.p)
                .dH(1)
                .dW(1)
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO) // the gradient of M2.1 knows no other
                .build();
        return References.sameDiff(values, gradOutput, (graph, v) -> {
            SDVariable w = v.get("W").permute(2, 3, 1, 0);
            return c.bias
                    ? graph.cnn().conv2d(v.get("x"), w, v.get("b"), config)
                    : graph.cnn().conv2d(v.get("x"), w, config);
        });
    }

    private static ConvolutionLayer configuration(Case c) {
        return new ConvolutionLayer.Builder(c.f, c.f)
                .nIn(c.c)
                .nOut(c.u)
                .stride(c.s, c.s)
                .padding(c.p, c.p)
                .hasBias(c.bias)
                .build();
    }

    private static Map<String, INDArray> dl4j(
            Case c, Convolution2d layer, INDArray x, INDArray gradOutput, boolean helper) {
        InputType type = InputType.convolutional(c.h, c.w, c.c);
        Map<String, INDArray> result = helper
                ? References.dl4jWithHelper(configuration(c), type, layer.weights(), x, gradOutput)
                : References.dl4j(configuration(c), type, layer.weights(), x, gradOutput);
        result.computeIfPresent("db", (name, row) -> row.reshape(row.length()));
        return result;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsSameDiff(Case c) {
        Convolution2d layer = c.layer(DataType.DOUBLE);
        INDArray gradOutput = gradOutput(layer, c.x());
        Proof.sameDiff("Convolution2d").holds(all(layer, c.x(), gradOutput), sameDiff(c, layer, c.x(), gradOutput));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsDl4j(Case c) {
        Convolution2d layer = c.layer(DataType.DOUBLE);
        INDArray gradOutput = gradOutput(layer, c.x());
        Proof.dl4j("Convolution2d").holds(all(layer, c.x(), gradOutput), dl4j(c, layer, c.x(), gradOutput, false));
        Convolution2d single = c.layer(DataType.FLOAT);
        INDArray x = c.x().castTo(DataType.FLOAT);
        INDArray grad = gradOutput.castTo(DataType.FLOAT);
        Map<String, INDArray> ours = all(single, x, grad);
        Proof.dl4jFloat("Convolution2d").holds(ours, dl4j(c, single, x, grad, false));
        if (OneDnn.PRESENT) {
            Proof.dl4jWithHelper("Convolution2d").holds(ours, dl4j(c, single, x, grad, true));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsCentralDifferences(Case c) {
        Convolution2d layer = c.layer(DataType.DOUBLE);
        INDArray x = c.x();
        INDArray gradOutput = gradOutput(layer, x);
        Proof.differences("Convolution2d")
                .holds(all(layer, x, gradOutput), Gradients.differences(layer, x, gradOutput));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheFrameworksAfterSomeSteps(Case c) {
        Convolution2d layer = c.layer(DataType.DOUBLE);
        INDArray gradOutput = gradOutput(layer, c.x());
        for (int step = 0; step < 5; step++) {
            Map<String, INDArray> cache = layer.forward(c.x());
            Map<String, INDArray> grads = layer.backward(cache, cache.get("out").mul(gradOutput));
            layer.weights()
                    .forEach((name, weight) -> weight.subi(grads.get("d" + name).mul(0.01)));
        }
        Map<String, INDArray> ours = all(layer, c.x(), gradOutput);
        Proof.sameDiff("Convolution2d").holds(ours, sameDiff(c, layer, c.x(), gradOutput));
        Proof.dl4j("Convolution2d").holds(ours, dl4j(c, layer, c.x(), gradOutput, false));
        Proof.differences("Convolution2d").holds(ours, Gradients.differences(layer, c.x(), gradOutput));
    }

    @Test
    void leavesItsInputAlone() {
        Case c = cases().skip(2).findFirst().orElseThrow();
        INDArray x = c.x();
        Convolution2d layer = c.layer(DataType.DOUBLE);
        INDArray grad = gradOutput(layer, x);
        INDArray gradBefore = grad.dup();
        layer.backward(layer.forward(x), grad);
        assertThat(x.data().asDouble()).isEqualTo(c.x().data().asDouble());
        assertThat(grad.data().asDouble()).isEqualTo(gradBefore.data().asDouble());
    }

    @Test
    void hasTheCoursesShapesAndBounds() {
        Convolution2d layer = Convolution2d.builder().build();
        assertThat(layer.weights()).containsOnlyKeys("W");
        assertThat(layer.weights().get("W").shape()).containsExactly(64, 1, 3, 3);
        assertThat(layer.weights().get("W").amaxNumber().doubleValue()).isBetween(0.3, 1 / 3.0);
        INDArray out = layer.forward(Gradients.random(1, 2, 1, 32, 32)).get("out");
        assertThat(out.shape()).containsExactly(2, 64, 30, 30);
    }

    @Test
    void weightsMayBeAssignedToAndReplaced() {
        Convolution2d layer = Convolution2d.builder().units(2).build();
        INDArray x = Gradients.random(1, 1, 1, 4, 4);
        layer.weights().get("W").assign(0);
        assertThat(layer.forward(x).get("out").amaxNumber().doubleValue()).isZero();
        layer.weights().put("W", Gradients.random(2, 2, 1, 3, 3));
        assertThat(layer.forward(x).get("out").amaxNumber().doubleValue()).isPositive();
        layer.weights().put("W", Gradients.random(2, 2, 1, 5, 5));
        assertThatThrownBy(() -> layer.forward(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("W: expected DOUBLE (2, 1, 3, 3), found DOUBLE (2, 1, 5, 5)");
        layer.initializeWeights();
        assertThat(layer.forward(x).get("out").shape()).containsExactly(1, 2, 2, 2);
    }

    @Test
    void wrongInputIsRefusedWithWhatWasExpected() {
        Convolution2d layer = Convolution2d.builder().inChannels(3).build();
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 2, 1, 8, 8)))
                .hasMessage("x: expected DOUBLE (any, 3, any, any), found DOUBLE (2, 1, 8, 8)");
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 3, 8, 8)))
                .hasMessageContaining("found DOUBLE (3, 8");
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 1, 3, 8, 8).castTo(DataType.FLOAT)))
                .hasMessageContaining("found FLOAT");
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 1, 3, 2, 8)))
                .hasMessage("x: expected at least 3 rows and columns, found 2");
        Map<String, INDArray> cache = layer.forward(Gradients.random(1, 1, 3, 8, 8));
        assertThatThrownBy(() -> layer.backward(cache, Gradients.random(1, 1, 64, 5, 6)))
                .hasMessage("gradOutput: expected DOUBLE (1, 64, 6, 6), found DOUBLE (1, 64, 5, 6)");
        assertThatThrownBy(() -> layer.backward(Map.of(), Gradients.random(1, 1, 64, 6, 6)))
                .hasMessage("expected an array named out, found []");
        assertThatThrownBy(() -> Convolution2d.builder().stride(0).build())
                .hasMessage("stride: expected at least 1, found 0");
        assertThatThrownBy(() -> Convolution2d.builder().padding(-1).build()).hasMessageContaining("padding");
        assertThatThrownBy(() -> Convolution2d.builder().filterSize(0).build()).hasMessageContaining("filterSize");
        assertThatThrownBy(() -> Convolution2d.builder().units(0).build()).hasMessageContaining("units");
        assertThatThrownBy(() -> Convolution2d.builder().seed(-1).build()).hasMessageContaining("seed");
        assertThatThrownBy(
                        () -> Convolution2d.builder().dataType(DataType.INT32).build())
                .hasMessage("data type: expected DOUBLE or FLOAT, found INT");
    }
}
