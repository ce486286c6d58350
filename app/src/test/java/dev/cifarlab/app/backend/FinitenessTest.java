package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FinitenessTest {

    private static final int BATCH = 4;

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
        INDArray images = Specs.images(BATCH, 1);
        images.putScalar(new int[] {2, 1, 5, 5}, Float.NaN);
        float[] before = network.state().parameters();
        assertThatThrownBy(() -> network.fit(images, Specs.labels(BATCH)))
                .hasMessage("the batch's images")
                .isInstanceOfSatisfying(
                        NonFiniteException.class, e -> assertThat(e.inInput()).isTrue());
        assertThat(Arrays.equals(network.state().parameters(), before))
                .as("the weights are as before")
                .isTrue();
        assertThat(network.iteration()).isZero();
    }

    @Test
    void inWeightsOfTheResNetTheFirstLayerIsNamed() {
        Network network = Specs.network(ModelKind.RESNET18, Activation.RELU);
        network.graph().getParam("stage2_block1_conv2_W").putScalar(0, Float.NaN);
        network.graph().getParam("stage3_block1_conv1_W").putScalar(0, Float.NaN);
        assertThatThrownBy(() -> network.fit(Specs.images(BATCH, 1), Specs.labels(BATCH)))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("the weights of layer stage2_block1_conv2");
    }

    /** A ReLU may hide a NaN in what normalises before it, so that the weights themselves are looked at. */
    @Test
    void inAnyWeightOrStatisticItIsSeen() {
        Network network = Specs.network(ModelKind.RESNET18, Activation.RELU);
        INDArray all = network.graph().params();
        assertThat(Finiteness.isFinite(all)).isTrue();
        network.graph().paramTable().forEach((name, parameter) -> {
            float before = parameter.getFloat(0);
            parameter.putScalar(0, Float.NaN);
            assertThat(Finiteness.isFinite(all)).as(name).isFalse();
            parameter.putScalar(0, before);
        });
        assertThat(Finiteness.isFinite(all)).isTrue();
    }

    @Test
    void outputsThatGrowTooLargeAreNamed() {
        ComputationGraph graph = small("relu");
        graph.getParam("hidden1_W").assign(1e20);
        graph.getParam("hidden2_W").assign(1e20);
        failsWith(graph, "the output of layer hidden2");
    }

    /** Logits are 0 and the loss is ln 3, yet the gradient of the first layer is the product of 1e25 and 1e25. */
    @Test
    void gradientsThatGrowTooLargeAreNamedWhereTheLossIsFine() {
        ComputationGraph graph = small("tanh");
        graph.getParam("hidden1_W").assign(0);
        graph.getParam("hidden2_W").assign(1e25);
        INDArray output = graph.getParam(Net.OUTPUT + "_W").assign(0);
        output.getColumn(0).assign(1e25);
        failsWith(graph, "the gradient of layer hidden1");
    }

    @Test
    void stepsOfFiniteNumbersAreLeftAlone() {
        ComputationGraph graph = small("tanh");
        step(graph);
        assertThat(graph.getIterationCount()).isEqualTo(1);
    }

    private static ComputationGraph small(String activation) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(org.nd4j.linalg.activations.Activation.fromString(activation))
                .graphBuilder()
                .addInputs(Net.INPUT)
                .addLayer("hidden1", dense(4), Net.INPUT)
                .addLayer("hidden2", dense(5), "hidden1")
                .addLayer(
                        Net.OUTPUT,
                        new OutputLayer.Builder(new SoftmaxCrossEntropy.Framework(0))
                                .nIn(5)
                                .nOut(3)
                                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                                .build(),
                        "hidden2")
                .setOutputs(Net.OUTPUT)
                .build());
        graph.init();
        graph.setListeners(new Finiteness());
        return graph;
    }

    private static DenseLayer dense(int inputs) {
        return new DenseLayer.Builder().nIn(inputs).nOut(5).build();
    }

    private static void step(ComputationGraph graph) {
        graph.fit(new INDArray[] {Nd4j.ones(2, 4)}, new INDArray[] {Nd4j.eye(3).getRows(0, 2)});
    }

    private static void failsWith(ComputationGraph graph, String what) {
        INDArray before = graph.params().dup();
        assertThatThrownBy(() -> step(graph))
                .hasMessage(what)
                .isInstanceOfSatisfying(
                        NonFiniteException.class, e -> assertThat(e.inInput()).isFalse());
        assertThat(graph.params()).as("weights").isEqualTo(before);
    }

    /** In turns on one machine; the median of nine rounds. */
    @Test
    @Tag("slow")
    void costsLessThanAHundredthOfAStepOfTheResNet() {
        Network network = Specs.network(ModelKind.RESNET18, Activation.RELU);
        INDArray x = Specs.images(128, 2);
        Labels y = Specs.labels(128);
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
