package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Architecture;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients in pieces against those of the whole backward pass, which OneDnnPlansTest holds to the framework's. */
@EnabledIf("dev.cifarlab.app.onednn.OneDnn#available")
@ExtendWith(Bfloat16OrSkipped.class)
class DenseGradientsTest {

    private static final LearningRate RATE = new LearningRate(Schedule.CONSTANT, 1e-3, 100);

    /** The same rule; but where gradients may have to be clipped, all of them are computed first. */
    private static Network mlp(Optimizer optimizer, Precision precision, boolean inPieces) {
        NetworkSpec spec = Specs.of(ModelKind.MLP, Activation.TANH, Initialization.GLOROT_NORMAL, precision);
        return Network.create(
                spec, new UpdateRule(optimizer, RATE, 0.9, true, 5e-4, true, inPieces ? 0 : Float.MAX_VALUE, 0));
    }

    /** Rows of 3072 and 2139, of which a piece takes 32 and 48; neither divides 2139. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 8, 1e-5", "FLOAT32, 5, 1e-5", "BF16, 8, 1e-5", "BF16, 5, 1e-5"})
    void areThoseOfTheBackwardPass(Precision precision, int examples, double bound) {
        INDArray images = Specs.images(examples, 1);
        Labels labels = Specs.labels(examples);
        try (Network network = mlp(Optimizer.ADAM, precision, true);
                TrainingPlan whole = plan(network, false, examples);
                TrainingPlan left = plan(network, true, examples);
                Block block = new Block(
                        Math.max(whole.program().plan(), left.program().plan()))) {
            whole.program().bind(block.address());
            BatchScore score = whole.run(images, labels);
            Map<String, INDArray> expected = Parts.gradients(network.graph());
            FlatParameters.gradientsOf(network.graph()).assign(Double.NaN);
            left.program().bind(block.address());
            assertThat(left.run(images, labels)).isEqualTo(score);
            assertThat(left.isBounded()).isTrue();
            assertThat(left.gradients()).hasSize(expected.size());
            expected.forEach((name, gradient) -> {
                float[] found = all(left.gradients().get(address(network, name)), (int) gradient.length());
                try (INDArray ours = Nd4j.createFromArray(found)) {
                    assertThat(Parts.largest(ours, gradient)).as(name).isLessThan(bound);
                }
            });
            assertThat(network.graph().getFlattenedGradients().isNaN().all())
                    .as("untouched")
                    .isTrue();
        }
    }

    private static TrainingPlan plan(Network network, boolean inPieces, int examples) {
        Precision precision = network.spec().precision();
        return new TrainingPlan(
                network.net(), network.graph(), precision, new WeightCopies(), 0, Set.of(), inPieces, examples);
    }

    private static long address(Network network, String name) {
        return FlatParameters.address(network.graph().getParam(name));
    }

    private static float[] all(GradientPieces gradients, int count) {
        float[] all = new float[count];
        for (int at = 0; at < count; at += gradients.piece()) {
            int some = Math.min(gradients.piece(), count - at);
            gradients.computation().of(at / gradients.piece(), 0).get(all, at, some);
        }
        return all;
    }

    /** Threads may be at pieces of different layers: each of them keeps what it has. */
    @Test
    void noPieceIsComputedOverAnother() {
        INDArray images = Specs.images(8, 1);
        try (Network network = mlp(Optimizer.ADAM, Precision.FLOAT32, true);
                TrainingPlan plan = plan(network, true, 8);
                Block block = new Block(plan.program().plan())) {
            plan.program().bind(block.address());
            plan.run(images, Specs.labels(8));
            Map<String, float[]> alone = new TreeMap<>();
            Map<String, FloatBuffer> together = new TreeMap<>();
            network.graph().paramTable().forEach((name, parameter) -> {
                GradientPieces gradients = plan.gradients().get(address(network, name));
                int count = (int) Math.min(gradients.piece(), parameter.length());
                for (int thread = 0; thread < gradients.threads(); thread++) {
                    String key = name + " by " + thread;
                    float[] piece = new float[count];
                    gradients.computation().of(0, thread).get(0, piece);
                    alone.put(key, piece);
                    together.put(key, gradients.computation().of(0, thread));
                }
            });
            together.forEach((key, buffer) -> {
                float[] found = new float[alone.get(key).length];
                buffer.get(0, found);
                assertThat(Arrays.equals(found, alone.get(key))).as(key).isTrue();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Optimizer.class,
            names = {"ADAM", "ADAMW", "SGD"})
    void stepsComeToTheSameWeights(Optimizer optimizer) {
        for (Precision precision : new Precision[] {Precision.FLOAT32, Precision.BF16}) {
            try (Network pieces = mlp(optimizer, precision, true);
                    Network whole = mlp(optimizer, precision, false)) {
                INDArray before = whole.graph().params().dup();
                for (int step = 1; step <= 3; step++) {
                    int examples = step == 2 ? 5 : 8;
                    BatchScore a = pieces.fit(Specs.images(examples, step), Specs.labels(examples));
                    BatchScore b = whole.fit(Specs.images(examples, step), Specs.labels(examples));
                    assertThat(a.loss() / b.loss()).isBetween(1 - 1e-4, 1 + 1e-4);
                }
                INDArray after = whole.graph().params();
                double moved = after.sub(before).norm2Number().doubleValue();
                double apart = pieces.graph().params().sub(after).norm2Number().doubleValue();
                // Adam's first steps make as much of a gradient's sign as of its size: where it is nearly 0, rounding
                assertThat(apart / moved).as("%s", precision).isLessThan(0.02);
                assertThat(pieces.iteration()).isEqualTo(3);
            }
        }
    }

    /** Images so large that nothing can be said of gradients without looking at them: bit for bit the other way. */
    @Test
    void withoutABoundAllAreComputedFirst() {
        INDArray images = Specs.images(8, 1).muli(1e20);
        try (Network pieces = mlp(Optimizer.SGD, Precision.FLOAT32, true);
                Network whole = mlp(Optimizer.SGD, Precision.FLOAT32, false)) {
            float[] before = pieces.graph().params().toFloatVector();
            pieces.fit(images, Specs.labels(8));
            whole.fit(images, Specs.labels(8));
            float[] after = pieces.graph().params().toFloatVector();
            assertThat(Arrays.equals(after, whole.graph().params().toFloatVector()))
                    .isTrue();
            assertThat(Arrays.equals(after, before)).isFalse();
        }
    }

    @Test
    void notANumberChangesNothing() {
        INDArray images = Specs.images(8, 1);
        images.putScalar(100, Double.NaN);
        try (Network network = mlp(Optimizer.ADAM, Precision.BF16, true)) {
            network.fit(Specs.images(8, 2), Specs.labels(8));
            NetworkState before = network.state();
            assertThatThrownBy(() -> network.fit(images, Specs.labels(8))).isInstanceOf(NonFiniteException.class);
            assertThat(network.iteration()).isEqualTo(1);
            assertThat(Arrays.equals(network.state().parameters(), before.parameters()))
                    .isTrue();
            assertThat(Arrays.equals(network.state().optimizer(), before.optimizer()))
                    .isTrue();
        }
    }

    @Test
    void areOfNetworksOfDenseLayersAlone() {
        assertThat(DenseGradients.suits(net(ModelKind.MLP, 32))).isTrue();
        assertThat(DenseGradients.suits(net(ModelKind.MLP, 96))).isTrue();
        assertThat(DenseGradients.suits(net(ModelKind.MLP, 224)))
                .as("rows of 150,528")
                .isFalse();
        assertThat(DenseGradients.suits(net(ModelKind.RESNET18, 32))).isFalse();
    }

    private static Net net(ModelKind model, int size) {
        return Architecture.of(model).net(Shape.maps(3, size, size), 10, Activation.RELU, Stem.AUTO);
    }
}
