package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.layer.MaxPooling2d;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers one behind the other; {@link CnnTest} holds them against the frameworks. */
class SequentialTest {

    private static Sequential cnn(String function) {
        return new Sequential(
                Convolution2d.builder()
                        .inChannels(2)
                        .units(3)
                        .bias(true)
                        .seed(1)
                        .build(),
                ActivationLayer.builder().activation(function).build(),
                MaxPooling2d.builder().build(),
                new Flatten(),
                Dense.builder().inputs(3 * 2 * 2).units(4).seed(2).build());
    }

    private static Map<String, INDArray> all(Sequential cnn, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = cnn.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(cnn.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "relu"})
    void aCnnEqualsCentralDifferences(String function) {
        Sequential cnn = cnn(function);
        INDArray x = Gradients.apart(5, 2, 2, 6, 6);
        INDArray gradOutput = Gradients.random(6, 2, 4);
        Map<String, INDArray> expected = new LinkedHashMap<>();
        Gradients.differences(cnn, x, gradOutput)
                .forEach((name, array) -> expected.put(name.replaceFirst("^d(\\d)\\.", "$1.d"), array));
        Proof.differencesNearKinks("Sequential (CNN with " + function + ")").holds(all(cnn, x, gradOutput), expected);
    }

    @Test
    void itsCacheHoldsACopyOfTheInputAndTheLastOutput() {
        INDArray x = Gradients.random(1, 2, 2, 6, 6);
        Map<String, INDArray> cache = cnn("relu").forward(x);
        x.assign(77);
        assertThat(cache.get("x")).isEqualTo(Gradients.random(1, 2, 2, 6, 6));
        assertThat(cache.get("out")).isEqualTo(cache.get("4.out"));
    }

    @Test
    void weightsAreNamedByLayerAndDrawnAgain() {
        Sequential cnn = cnn("relu");
        assertThat(cnn.weights()).containsOnlyKeys("0.W", "0.b", "4.W", "4.b");
        INDArray before = cnn.weights().get("4.W").dup();
        cnn.weights().get("4.W").assign(0);
        cnn.initializeWeights();
        assertThat(cnn.weights().get("4.W").data().asDouble())
                .isEqualTo(before.data().asDouble());
        assertThatThrownBy(Sequential::new).hasMessage("layers: expected at least 1, found 0");
        assertThatThrownBy(() -> cnn.update(Map.of(), 0.1)).hasMessageContaining("0.dW");
    }

    @Test
    void aNetworkInANetworkIsTheSameNetwork() {
        Dense first = Dense.builder().inputs(4).units(3).seed(1).build();
        Dense last = Dense.builder().inputs(3).units(2).seed(2).build();
        Sequential nested =
                new Sequential(new Sequential(first, ActivationLayer.builder().build()), new Sequential(last));
        Sequential flat = new Sequential(first, ActivationLayer.builder().build(), last);
        assertThat(nested.weights()).containsOnlyKeys("0.0.W", "0.0.b", "1.0.W", "1.0.b");
        INDArray x = Gradients.random(1, 5, 4);
        INDArray gradOutput = Gradients.random(2, 5, 2);
        Map<String, INDArray> ours = all(nested, x, gradOutput);
        Map<String, INDArray> expected = all(flat, x, gradOutput);
        for (String[] names : new String[][] {{"out", "out"}, {"dX", "dX"}, {"0.0.dW", "0.dW"}, {"1.0.db", "2.db"}}) {
            assertThat(ours.get(names[0])).as(names[0]).isEqualTo(expected.get(names[1]));
        }
        assertThat(nested.infer(x)).isEqualTo(flat.infer(x));
        INDArray before = last.weights().get("b").dup();
        nested.update(ours, 0.5);
        assertThat(last.weights().get("b"))
                .isEqualTo(before.sub(ours.get("1.0.db").mul(0.5)));
    }

    @Test
    void bothNetworksLearnTheDrawnImages() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        TrainByHand training = new TrainByHand(new PrintStream(printed, true, StandardCharsets.UTF_8));
        double mlp = training.mlp(4);
        double cnn = training.cnn(2);
        assertThat(mlp).isBetween(0.95, 1.0);
        assertThat(cnn).isBetween(0.95, 1.0);
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0))
                .startsWith("MLP, epoch 1: training loss 2.")
                .endsWith(" % (drawn images)")
                .doesNotContain("accuracy 100.0");
        assertThat(lines.get(3))
                .startsWith("MLP, epoch 4: training loss 0.0")
                .contains(String.format(Locale.ROOT, "test accuracy %.1f %%", 100 * mlp));
        assertThat(lines.get(4)).startsWith("CNN, epoch 1: training loss 0.");
        assertThat(lines.get(5)).contains(String.format(Locale.ROOT, "test accuracy %.1f %%", 100 * cnn));
    }

    @Test
    void theResNet18LearnsAFewDrawnImages() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        TrainByHand training = new TrainByHand(new PrintStream(printed, true, StandardCharsets.UTF_8));
        double accuracy = training.resNet18(20, 8, 3);
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("ResNet-18, epoch 1: training loss 2.");
        assertThat(lines.get(2))
                .startsWith("ResNet-18, epoch 3: training loss 0.")
                .endsWith(String.format(Locale.ROOT, "training accuracy %.1f %% (drawn images)", 100 * accuracy));
        assertThatThrownBy(() -> TrainByHand.main(new String[] {"resnet50"}))
                .hasMessage("expected no argument or resnet18, found resnet50");
    }

    /** A minute and a half on two busy cores. */
    @Test
    @Tag("slow")
    void theResNet18LearnsItsFiveHundredDrawnImages() {
        assertThat(new TrainByHand(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                        .resNet18(500, 16, 3))
                .isBetween(0.95, 1.0);
    }
}
