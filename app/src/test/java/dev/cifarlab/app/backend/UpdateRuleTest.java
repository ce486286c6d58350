package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Two steps of every rule against the papers' formulas, in double precision, for a parameter of each kind. */
class UpdateRuleTest {

    private static final List<String> NAMES = List.of(
            "conv1_W",
            "conv1_bn_gamma",
            "conv1_bn_beta",
            "conv1_bn_mean",
            "conv1_bn_var",
            "stage1_block2_conv2_W",
            "stage4_block2_conv2_bn_gamma",
            "logits_W",
            "logits_b");

    private static final int BATCH = 4;
    private static final double PEAK = 0.01;
    private static final double DECAY = 0.3;
    private static final LearningRate RATE = new LearningRate(Schedule.COSINE, PEAK, 3);
    private static final double[] RATES = {PEAK, PEAK * 0.75}; // (1 + cos(pi t / 3)) / 2

    private final INDArray images = Nd4j.rand(BATCH, 3, 8, 8);
    private final Labels labels = Specs.labels(BATCH);
    private UpdateRule rule;
    private Network network;
    private Network probe;

    @AfterEach
    void close() {
        network.close();
        probe.close();
    }

    static Stream<ConvolutionRoute> routes() {
        return OneDnn.available()
                ? Stream.of(ConvolutionRoute.NATIVE, ConvolutionRoute.ONEDNN)
                : Stream.of(ConvolutionRoute.NATIVE);
    }

    private void create(ConvolutionRoute route, UpdateRule rule) {
        images.sumNumber(); // ND4J's OpenMP first, as in a training
        NetworkSpec spec = new NetworkSpec(
                ModelKind.RESNET18,
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
                7);
        this.rule = rule;
        network = Network.create(spec, rule);
        probe = Network.create(spec, rule);
    }

    /** The gradients of the summed loss with the network's present parameters. */
    private Map<String, INDArray> gradients() {
        probe.graph().params().assign(network.graph().params());
        if (ConvolutionRoutes.resolve(probe.spec().convolution()) == ConvolutionRoute.ONEDNN) {
            try (OneDnnExecutor executor = new OneDnnExecutor(probe.net(), probe.graph(), probe.spec(), rule)) {
                executor.gradients(images, labels);
            }
        } else {
            probe.graph().setInputs(images);
            probe.graph().setLabels(Specs.targets(BATCH));
            probe.graph().computeGradientAndScore();
        }
        return Parts.gradients(probe.graph());
    }

    /** Takes two steps and compares each with the formula, whose first moments and second moments are kept by name. */
    private void follow(Formula formula) {
        Map<String, double[][]> moments = new HashMap<>();
        for (int step = 0; step < 2; step++) {
            Map<String, INDArray> before = Parts.parameters(network.graph());
            Map<String, INDArray> gradients = gradients();
            network.fit(images, labels);
            Map<String, INDArray> after = Parts.parameters(network.graph());
            for (String name : NAMES) {
                double[] weights = before.get(name).toDoubleVector();
                double[] expected = weights.clone();
                double[] slopes = gradients.get(name).toDoubleVector();
                boolean statistics = List.of("mean", "var").contains(name.replaceAll(".*_", ""));
                double[][] kept = moments.computeIfAbsent(name, key -> new double[2][weights.length]);
                for (int k = 0; k < weights.length; k++) {
                    expected[k] -= statistics
                            ? slopes[k]
                            : formula.step(step, weights[k], slopes[k] / BATCH, name.endsWith("_W"), kept, k);
                }
                compare(name + " in step " + step, weights, after.get(name).toDoubleVector(), expected);
            }
        }
    }

    /** What a step takes off a parameter, relative to the largest: single precision of the parameter and the step. */
    private static void compare(String what, double[] before, double[] after, double[] expected) {
        double largestStep = 0;
        double largestError = 0;
        double largest = 0;
        for (int k = 0; k < before.length; k++) {
            largestStep = Math.max(largestStep, Math.abs(expected[k] - before[k]));
            largestError = Math.max(largestError, Math.abs(expected[k] - after[k]));
            largest = Math.max(largest, Math.abs(expected[k]));
        }
        assertThat(largestStep).as(what).isPositive();
        assertThat(largestError).as(what).isLessThan(1e-4 * largestStep + 2e-7 * largest);
    }

    /** What one rule takes off one parameter. */
    private interface Formula {
        double step(int step, double weight, double gradient, boolean decays, double[][] moments, int k);
    }

    /** AdamW (Loshchilov and Hutter, 2019): the decay stands beside the moments and knows nothing of them. */
    private static Formula adam(double decay) {
        return (step, weight, gradient, decays, moments, k) -> {
            int t = step + 1;
            moments[0][k] = 0.9 * moments[0][k] + 0.1 * gradient;
            moments[1][k] = 0.999 * moments[1][k] + 0.001 * gradient * gradient;
            double correction = Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
            double adam = correction * moments[0][k] / (Math.sqrt(moments[1][k]) + 1e-8);
            return RATES[step] * (adam + (decays ? decay * weight : 0));
        };
    }

    /** The same with PyTorch's place for epsilon; here all parameters decay. */
    private static Formula adamW(double decay) {
        return (step, weight, gradient, decays, moments, k) -> {
            int t = step + 1;
            moments[0][k] = 0.9 * moments[0][k] + 0.1 * gradient;
            moments[1][k] = 0.999 * moments[1][k] + 0.001 * gradient * gradient;
            double mean = moments[0][k] / (1 - Math.pow(0.9, t));
            double deviation = Math.sqrt(moments[1][k] / (1 - Math.pow(0.999, t)));
            return RATES[step] * (mean / (deviation + 1e-8) + decay * weight);
        };
    }

    /** Nesterov's momentum with the rate outside of the velocity; the decay, of all parameters, is in the gradient. */
    private static Formula nesterov(double momentum, double decay) {
        return (step, weight, gradient, decays, moments, k) -> {
            double slope = gradient + decay * weight;
            moments[0][k] = momentum * moments[0][k] + slope;
            return RATES[step] * (slope + momentum * moments[0][k]);
        };
    }

    /** Nesterov's momentum of 0.9 with the rate within the velocity; the decay is part of the gradient. */
    private static Formula nesterovOf02(double decay) {
        return (step, weight, gradient, decays, moments, k) -> {
            double slope = gradient + (decays ? decay * weight : 0);
            double velocity = 0.9 * moments[0][k] - RATES[step] * slope;
            double change = 1.9 * velocity - 0.9 * moments[0][k];
            moments[0][k] = velocity;
            return -change;
        };
    }

    /** In one pass, where the programs compute. */
    @Test
    void adam() {
        create(ConvolutionRoute.AUTO, UpdateRule.of(Optimizer.ADAM, RATE));
        follow(adam(0));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void adamWithDecoupledDecay(ConvolutionRoute route) {
        create(route, new UpdateRule(Optimizer.ADAM, RATE, 0.9, true, DECAY, false, 0, 0));
        follow(adam(DECAY));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void adamWithDecoupledDecayOfAllParameters(ConvolutionRoute route) {
        create(route, new UpdateRule(Optimizer.ADAMW, RATE, 0.9, true, DECAY, true, 0, 0));
        follow(adamW(DECAY));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void momentumWithDecayOfAllParametersInTheGradient(ConvolutionRoute route) {
        create(route, new UpdateRule(Optimizer.SGD, RATE, 0.8, true, DECAY, true, 0, 0));
        follow(nesterov(0.8, DECAY));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void momentumOfVersion02(ConvolutionRoute route) {
        create(route, new UpdateRule(Optimizer.SGD_OF_0_2, RATE, 0.5, false, DECAY, false, 0, 0));
        follow(nesterovOf02(DECAY));
    }
}
