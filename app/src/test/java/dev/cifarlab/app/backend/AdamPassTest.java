package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Schedule;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One pass of Adam against the framework's. */
class AdamPassTest {

    private static final int EXAMPLES = 128;

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void changesParametersAndMomentsAsTheFrameworkDoes(ModelKind model) {
        ComputationGraph ours = Specs.network(model, Activation.RELU).graph();
        ComputationGraph theirs = Specs.network(model, Activation.RELU).graph();
        AdamPass pass = new AdamPass(ours);
        assertThat(ours.params()).isEqualTo(theirs.params());
        INDArray before = ours.params().dup();
        for (int iteration = 0; iteration < 3; iteration++) {
            INDArray gradients = gradients(ours.params().length(), iteration);
            FlatParameters.gradientsOf(ours)
                    .assign(gradients.reshape(ours.params().shape()));
            FlatParameters.gradientsOf(theirs)
                    .assign(gradients.reshape(ours.params().shape()));
            pass.update(iteration, EXAMPLES);
            AdamPass.frameworkUpdate(theirs, iteration, EXAMPLES);
        }
        double change = ours.params().sub(before).norm1Number().doubleValue();
        assertThat(change / before.length()).isGreaterThan(1e-3);
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
    void weightDecayAndOtherRulesAreLeftToTheFramework() {
        ComputationGraph graph =
                Specs.network(ModelKind.RESNET18, Activation.TANH).graph();
        LearningRate rate = new LearningRate(Schedule.CONSTANT, 1e-3, 100);
        assertThat(AdamPass.suits(graph, Specs.adam())).isTrue();
        assertThat(AdamPass.suits(graph, new UpdateRule(Optimizer.ADAM, rate, 0.01)))
                .isFalse();
        UpdateRule momentum = new UpdateRule(Optimizer.SGD, rate, 0);
        Network other =
                Network.create(Specs.of(ModelKind.RESNET18, Activation.TANH, Initialization.HE_NORMAL), momentum);
        assertThat(AdamPass.suits(other.graph(), momentum)).isFalse();
    }

    /** In turns on one machine; medians of eleven rounds, after two in which the JVM compiles. */
    @Test
    @Tag("slow")
    void takesLessTimeThanTheFrameworkForTheResNet() {
        ComputationGraph graph =
                Specs.network(ModelKind.RESNET18, Activation.RELU).graph();
        AdamPass pass = new AdamPass(graph);
        double[] ours = new double[11];
        double[] theirs = new double[11];
        for (int round = -2; round < ours.length; round++) {
            FlatParameters.gradientsOf(graph).assign(1e-3);
            int place = Math.max(round, 0);
            ours[place] = milliseconds(() -> pass.update(1, EXAMPLES));
            theirs[place] = milliseconds(() -> AdamPass.frameworkUpdate(graph, 1, EXAMPLES));
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        System.out.printf(
                "one pass takes %.1f (%.1f-%.1f) ms, the framework %.1f (%.1f-%.1f) ms%n",
                ours[5], ours[0], ours[10], theirs[5], theirs[0], theirs[10]);
        assertThat(ours[5]).isLessThan(theirs[5]);
    }

    private static double milliseconds(Runnable step) {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
