package dev.cifarlab.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.config.Activation;
import dev.cifarlab.app.config.ModelKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FinitenessTest {

    private static final int BATCH = 4;

    private final INDArray images = Specs.images(BATCH, 1);
    private final INDArray labels = Specs.labels(BATCH);

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void isSeenWhereverItIs(float value) {
        for (int length : new int[] {1, 7, 1000, 100_003}) {
            for (int place : new int[] {0, length / 2, length - 1}) {
                INDArray array = Nd4j.ones(length);
                assertThat(Finiteness.isFinite(array)).isTrue();
                array.putScalar(place, value);
                assertThat(Finiteness.isFinite(array))
                        .as("%d of %d", place, length)
                        .isFalse();
            }
        }
    }

    @Test
    void largeNumbersWhoseSumIsInfiniteAreFinite() {
        assertThat(Finiteness.isFinite(Nd4j.valueArrayOf(100, 3e38f))).isTrue();
    }

    @Test
    void inTheImagesItIsCaughtBeforeTheWeightsChange() {
        Network network = Specs.network(ModelKind.MLP, Activation.RELU);
        images.putScalar(new int[] {2, 1, 5, 5}, Float.NaN);
        failsWith(network, "the batch's images");
    }

    @ParameterizedTest
    @CsvSource({"RESNET18, 15", "MLP, 0"})
    void inWeightsTheFirstLayerIsNamed(ModelKind model, int index) {
        Network network = Specs.network(model, Activation.TANH);
        String name = weights(network).get(index);
        network.graph().getParam(name).putScalar(0, Float.NaN);
        failsWith(network, "the weights of layer " + name.replace("_W", ""));
    }

    private static List<String> weights(Network network) {
        return network.graph().paramTable().keySet().stream()
                .filter(name -> name.endsWith("_W"))
                .toList();
    }

    @Test
    void outputsThatGrowTooLargeAreNamed() {
        Network network = Specs.network(ModelKind.MLP, Activation.RELU);
        network.graph().getParam("hidden1_W").muli(1e20);
        network.graph().getParam("hidden2_W").muli(1e20);
        failsWith(network, "the output of layer hidden2");
    }

    /** Logits are 0 and the loss is ln 10, yet the gradient of the first layer is the product of 1e25 and 1e25. */
    @Test
    void gradientsThatGrowTooLargeAreNamedWhereTheLossIsFine() {
        Network network = Specs.network(ModelKind.MLP, Activation.TANH);
        network.graph().getParam("hidden1_W").assign(0);
        network.graph().getParam("hidden2_W").assign(1e25);
        INDArray output = network.graph().getParam(Architecture.OUTPUT + "_W");
        output.assign(0);
        output.getColumn(0).assign(1e25);
        failsWith(network, "the gradient of layer hidden1");
    }

    private void failsWith(Network network, String what) {
        float[] before = network.state().parameters();
        assertThatThrownBy(() -> network.fit(images, labels))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage(what);
        assertThat(Arrays.equals(network.state().parameters(), before))
                .as("the weights are as before")
                .isTrue();
        assertThat(network.iteration()).isZero();
    }

    /** In turns on one machine; the median of nine rounds. */
    @Test
    @Tag("slow")
    void costsLessThanAHundredthOfAStepOfTheResNet() {
        Network network = Specs.network(ModelKind.RESNET18, Activation.RELU);
        INDArray x = Specs.images(128, 2);
        INDArray y = Specs.labels(128);
        double[] steps = new double[9];
        double[] checks = new double[9];
        for (int round = 0; round < steps.length; round++) {
            long start = System.nanoTime();
            network.fit(x, y);
            long middle = System.nanoTime();
            Finiteness.require(network.graph(), x);
            checks[round] = (System.nanoTime() - middle) / 1e6;
            steps[round] = (middle - start) / 1e6;
        }
        Arrays.sort(steps);
        Arrays.sort(checks);
        System.out.printf("a step takes %.1f ms, the check %.2f ms of it%n", steps[4], checks[4]);
        assertThat(checks[4]).isLessThan(steps[4] / 100);
    }
}
