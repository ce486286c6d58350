package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Schedule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One pass of each rule against the framework's. */
class OptimizerPassTest {

    private static final int EXAMPLES = 128;
    private static final LearningRate RATE = new LearningRate(Schedule.COSINE, 1e-3, 10);

    /** Every network with Adam; the other rules, which treat parameters by name, with one. */
    static Stream<Arguments> rules() {
        UpdateRule adam = UpdateRule.of(Optimizer.ADAM, RATE);
        return Stream.concat(
                Arrays.stream(ModelKind.values()).map(model -> Arguments.of(model, adam)),
                Stream.of(
                                new UpdateRule(Optimizer.ADAM, RATE, 0.9, true, 0.2, false, 0, 0),
                                new UpdateRule(Optimizer.ADAMW, RATE, 0.9, true, 0.2, true, 0, 0),
                                new UpdateRule(Optimizer.SGD, RATE, 0.8, true, 0.2, true, 0, 0),
                                new UpdateRule(Optimizer.SGD, RATE, 0.8, false, 0, false, 0, 0),
                                new UpdateRule(Optimizer.SGD, RATE, 0, false, 0.2, false, 0, 0))
                        .map(rule -> Arguments.of(ModelKind.WRN_16_4, rule)));
    }

    private static ComputationGraph graph(ModelKind model, UpdateRule rule) {
        return Network.create(Specs.of(model, Activation.RELU, Initialization.GLOROT_NORMAL), rule)
                .graph();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void changesParametersAndStateAsTheFrameworkDoes(ModelKind model, UpdateRule rule) {
        ComputationGraph ours = graph(model, rule);
        ComputationGraph theirs = graph(model, rule);
        assertThat(OptimizerPass.suits(ours)).isTrue();
        OptimizerPass pass = new OptimizerPass(ours, new WeightCopies());
        assertThat(ours.params()).isEqualTo(theirs.params());
        INDArray before = ours.params().dup();
        for (int iteration = 0; iteration < 3; iteration++) {
            INDArray gradients = gradients(ours.params().length(), iteration);
            FlatParameters.gradientsOf(ours)
                    .assign(gradients.reshape(ours.params().shape()));
            FlatParameters.gradientsOf(theirs)
                    .assign(gradients.reshape(ours.params().shape()));
            pass.update(iteration, EXAMPLES);
            OptimizerPass.frameworkUpdate(theirs, iteration, EXAMPLES);
        }
        double change = ours.params().sub(before).norm1Number().doubleValue();
        assertThat(change / before.length()).isGreaterThan(1e-4);
        // two roundings of numbers up to 4, the largest of running statistics
        assertThat(difference(ours.params(), theirs.params())).isLessThan(1e-6);
        assertThat(difference(state(ours), state(theirs)))
                .isLessThan(1e-6 * state(theirs).amaxNumber().doubleValue());
    }

    /** Of sizes from a hundred-thousandth to a hundred, some exactly 0. */
    private static INDArray gradients(long length, int iteration) {
        Nd4j.getRandom().setSeed(iteration);
        INDArray sizes = Nd4j.rand(new long[] {length}).muli(7).subi(5);
        INDArray signs = Nd4j.randn(length);
        INDArray gradients = Nd4j.math()
                .pow(Nd4j.valueArrayOf(new long[] {length}, 10f), sizes)
                .muli(signs);
        gradients.get(NDArrayIndex.interval(0, 50)).assign(0);
        return gradients;
    }

    private static INDArray state(ComputationGraph graph) {
        return graph.getUpdater().getStateViewArray();
    }

    private static double difference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    @Test
    void theRuleOfVersion02IsLeftToTheFramework() {
        assertThat(OptimizerPass.suits(graph(ModelKind.WRN_16_4, UpdateRule.of(Optimizer.SGD_OF_0_2, RATE))))
                .isFalse();
    }

    /** In turns on one machine; medians of eleven rounds, after two in which the JVM compiles. */
    @ParameterizedTest
    @EnumSource(names = {"ADAM", "ADAMW", "SGD"})
    @Tag("slow")
    void takesLessTimeThanTheFrameworkForTheResNet(Optimizer optimizer) {
        ComputationGraph graph =
                graph(ModelKind.RESNET18, new UpdateRule(optimizer, RATE, 0.9, true, 5e-4, true, 0, 0));
        OptimizerPass pass = new OptimizerPass(graph, new WeightCopies());
        INDArray copy = graph.params().dup();
        double[] ours = new double[11];
        double[] theirs = new double[11];
        double[] copying = new double[11];
        for (int round = -2; round < ours.length; round++) {
            FlatParameters.gradientsOf(graph).assign(1e-3);
            int place = Math.max(round, 0);
            ours[place] = milliseconds(() -> pass.update(1, EXAMPLES));
            theirs[place] = milliseconds(() -> OptimizerPass.frameworkUpdate(graph, 1, EXAMPLES));
            copying[place] = milliseconds(() -> copy.assign(graph.params()));
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        Arrays.sort(copying);
        System.out.printf(
                "%s: one pass takes %.1f (%.1f-%.1f) ms, the framework %.1f (%.1f-%.1f) ms, a copy of all parameters"
                        + " %.1f (%.1f-%.1f) ms%n",
                optimizer,
                ours[5],
                ours[0],
                ours[10],
                theirs[5],
                theirs[0],
                theirs[10],
                copying[5],
                copying[0],
                copying[10]);
        assertThat(ours[5]).isLessThan(theirs[5]);
    }

    private static double milliseconds(Runnable step) {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
