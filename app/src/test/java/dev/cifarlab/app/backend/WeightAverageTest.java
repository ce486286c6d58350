package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The running average of the weights, and gradients that are shortened, on both routes. */
class WeightAverageTest {

    private static final int BATCH = 4;
    private static final LearningRate RATE = new LearningRate(Schedule.CONSTANT, 0.05, 100);

    private final INDArray images = Nd4j.rand(BATCH, 3, 8, 8);

    static Stream<ConvolutionRoute> routes() {
        return OneDnn.available()
                ? Stream.of(ConvolutionRoute.NATIVE, ConvolutionRoute.ONEDNN)
                : Stream.of(ConvolutionRoute.NATIVE);
    }

    private Network network(ConvolutionRoute route, UpdateRule rule) {
        images.sumNumber(); // ND4J's OpenMP first, as in a training
        return Network.create(
                new NetworkSpec(
                        ModelKind.WRN_16_4,
                        Stem.AUTO,
                        Activation.TANH,
                        Initialization.GLOROT_NORMAL,
                        3,
                        8,
                        8,
                        10,
                        0,
                        route,
                        Precision.FLOAT32,
                        7),
                rule);
    }

    private static double largest(INDArray a, INDArray b) {
        return a.reshape(a.length()).sub(b.reshape(b.length())).amaxNumber().doubleValue();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void itIsThatOfTheWeightsAndCanBeAsked(ConvolutionRoute route) {
        UpdateRule rule = new UpdateRule(Optimizer.SGD, RATE, 0.9, true, 0, false, 0, 0.25);
        try (Network network = network(route, rule);
                Network other = network(route, rule)) {
            INDArray expected = network.graph().params().dup();
            double[] kept = {1.0 / 10, 2.0 / 11, 0.25, 0.25}; // 3/12 and more are above the decay
            for (double share : kept) {
                network.fit(images, Specs.labels(BATCH));
                expected.muli(share).addi(network.graph().params().mul(1 - share));
            }
            INDArray weights = network.graph().params().dup();
            NetworkState before = network.state();
            network.swapAverage();
            assertThat(largest(network.graph().params(), expected)).isLessThan(1e-5);
            assertThat(network.state().parameters()).isEqualTo(before.parameters());
            assertThat(network.state().optimizer()).isEqualTo(before.optimizer());
            INDArray answers = network.logits(images);
            assertThat(other.restore(before)).isTrue();
            other.swapAverage();
            assertThat(other.logits(images)).isEqualTo(answers);
            network.swapAverage();
            assertThat(network.graph().params()).isEqualTo(weights);
            assertThat(network.logits(images)).isNotEqualTo(answers);
            assertThat(other.restore(before))
                    .as("also while they are exchanged")
                    .isTrue();
            network.fit(images, Specs.labels(BATCH));
            other.fit(images, Specs.labels(BATCH));
            assertThat(other.state().parameters()).isEqualTo(network.state().parameters());
            assertThat(other.state().optimizer()).isEqualTo(network.state().optimizer());
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aStateWithoutAverageIsAnotherNetworks(ConvolutionRoute route) {
        try (Network without = network(route, UpdateRule.of(Optimizer.SGD, RATE));
                Network with = network(route, new UpdateRule(Optimizer.SGD, RATE, 0.9, true, 0, false, 0, 0.9))) {
            assertThat(with.restore(without.state())).isFalse();
            assertThat(without.restore(with.state())).isFalse();
        }
    }

    /** Without momentum the first step is rate times gradient: its norm says whether that was shortened. */
    @ParameterizedTest
    @MethodSource("routes")
    void aLongGradientIsShortenedAndRunningStatisticsAreNot(ConvolutionRoute route) {
        UpdateRule free = new UpdateRule(Optimizer.SGD, RATE, 0, false, 0, false, 0, 0);
        UpdateRule loose = new UpdateRule(Optimizer.SGD, RATE, 0, false, 0, false, 1e6, 0);
        UpdateRule tight = new UpdateRule(Optimizer.SGD, RATE, 0, false, 0, false, 0.01, 0);
        try (Network a = network(route, free);
                Network b = network(route, loose);
                Network c = network(route, tight)) {
            INDArray start = a.graph().params().dup();
            for (Network network : new Network[] {a, b, c}) {
                network.fit(images, Specs.labels(BATCH));
            }
            assertThat(b.graph().params()).isEqualTo(a.graph().params());
            assertThat(c.graph().getParam("bn_mean")).isEqualTo(a.graph().getParam("bn_mean"));
            double squares = 0;
            double dot = 0;
            double freely = 0;
            for (String name : c.graph().paramTable().keySet()) {
                if (!name.endsWith("_mean") && !name.endsWith("_var")) {
                    INDArray whole = step(a, start, name);
                    INDArray part = step(c, start, name);
                    squares += part.mul(part).sumNumber().doubleValue();
                    freely += whole.mul(whole).sumNumber().doubleValue();
                    dot += part.mul(whole).sumNumber().doubleValue();
                }
            }
            assertThat(Math.sqrt(freely) / 0.05).as("norm").isGreaterThan(0.1);
            assertThat(Math.sqrt(squares) / 0.05).isCloseTo(0.01, within(1e-4));
            assertThat(dot / Math.sqrt(squares * freely)).as("direction").isGreaterThan(0.999);
        }
    }

    private INDArray step(Network network, INDArray start, String name) {
        INDArray now = network.graph().params().dup();
        INDArray after = network.graph().getParam(name).dup();
        network.graph().params().assign(start);
        INDArray before = network.graph().getParam(name).dup();
        network.graph().params().assign(now);
        return after.sub(before);
    }
}
