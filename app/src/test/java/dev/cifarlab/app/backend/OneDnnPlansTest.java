package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The programs against the framework's layers (through libnd4j), with the same weights and batch. */
@ExtendWith(Bfloat16OrSkipped.class)
class OneDnnPlansTest {

    private final INDArray images = Specs.images(8, 3);
    private final Labels labels = Specs.labels(8);

    @BeforeEach
    void oneDnnIsHere() {
        images.sumNumber(); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
    }

    private static Network network(
            ModelKind model, Activation activation, ConvolutionRoute route, Precision precision) {
        return network(model, Stem.AUTO, 32, activation, route, precision);
    }

    /** The framework's own momentum on both routes, which leaves its step where gradients were. */
    private static Network network(
            ModelKind model, Stem stem, int size, Activation activation, ConvolutionRoute route, Precision precision) {
        NetworkSpec spec = new NetworkSpec(
                model, stem, activation, Initialization.GLOROT_NORMAL, 3, size, size, 10, 0.1, route, precision, 7);
        return Network.create(
                spec, UpdateRule.of(Optimizer.SGD_OF_0_2, new LearningRate(Schedule.CONSTANT, 1e-2, 100)));
    }

    private static Network planned(ModelKind model, Activation activation) {
        return network(model, activation, ConvolutionRoute.ONEDNN, Precision.FLOAT32);
    }

    private static Network framework(ModelKind model, Activation activation) {
        return network(model, activation, ConvolutionRoute.NATIVE, Precision.FLOAT32);
    }

    /** Every parameter's step, which holds its gradient; those of running statistics are their change. */
    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void aStepWithTanhIsTheFrameworks(ModelKind model) {
        sameStep(planned(model, Activation.TANH), framework(model, Activation.TANH), images, labels, 1e-4);
    }

    private static void sameStep(Network ours, Network theirs, INDArray images, Labels labels, double bound) {
        try (ours;
                theirs) {
            BatchScore a = ours.fit(images, labels);
            BatchScore n = theirs.fit(images, labels);
            assertThat(a.loss() / n.loss()).isBetween(1 - 1e-5, 1 + 1e-5);
            assertThat(a.correct()).isEqualTo(n.correct());
            near(Parts.worst(Parts.parameters(ours.graph()), Parts.parameters(theirs.graph()), Parts::largest), bound);
            near(Parts.worst(Parts.gradients(ours.graph()), Parts.gradients(theirs.graph()), Parts::largest), bound);
            assertThat(Parts.largest(ours.logits(images), theirs.logits(images)))
                    .isLessThan(1e-4);
            assertThat(ours.iteration()).isEqualTo(theirs.iteration()).isEqualTo(1);
        }
    }

    /**
     * oneDNN sums what one thread normalises in one number of single precision: means in which 16 times as many pixels
     * almost cancel out are off by 8.2e-4 with one thread, 3.8e-4 with two, 6.8e-5 with eight; all gradients in the
     * mean, with ReLU, by 3.4e-3 with one.
     */
    private static double alone(double bound) {
        return OpenMp.threads() == 1 ? 2 * bound : bound;
    }

    /** Means and gradients in which 16 times as many pixels almost cancel out differ by more. */
    @ParameterizedTest
    @CsvSource({"RESNET18, IMAGENET", "RESNET18, CIFAR", "WRN_16_4, AUTO"})
    void onImagesOf128PixelsAStepIsTheFrameworksToo(ModelKind model, Stem stem) {
        sameStep(
                network(model, stem, 128, Activation.TANH, ConvolutionRoute.ONEDNN, Precision.FLOAT32),
                network(model, stem, 128, Activation.TANH, ConvolutionRoute.NATIVE, Precision.FLOAT32),
                Specs.images(2, 128, 3),
                Specs.labels(2),
                alone(6e-4));
    }

    /** The bounds are up to twice what was measured. */
    @ParameterizedTest
    @CsvSource({"RELU, FLOAT32, 0.002", "TANH, BF16, 0.08", "RELU, BF16, 0.24"})
    void withTheImageNetStemAStepComesNear(Activation activation, Precision precision, double bound) {
        ModelKind model = ModelKind.RESNET18;
        INDArray large = Specs.images(4, 96, 3);
        try (Network ours = network(model, Stem.IMAGENET, 96, activation, ConvolutionRoute.ONEDNN, precision);
                Network theirs =
                        network(model, Stem.IMAGENET, 96, activation, ConvolutionRoute.NATIVE, Precision.FLOAT32)) {
            ours.fit(large, Specs.labels(4));
            theirs.fit(large, Specs.labels(4));
            assertThat(Parts.inTheMean(
                            ours.graph().getFlattenedGradients(), theirs.graph().getFlattenedGradients()))
                    .isLessThan(precision == Precision.FLOAT32 ? alone(bound) : bound);
        }
    }

    private static void near(Parts.Worst worst, double bound) {
        assertThat(worst.distance()).as(worst.name()).isLessThan(bound);
    }

    /**
     * Rounding flips masks at zero, so single elements may differ: each parameter's L2 norm is compared. Where kernels
     * copy their channels at the start, the gradients of the scales before them cancel out, and rounding is left.
     */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AIRBENCH")
    void aStepWithReluIsTheFrameworksInTheMean(ModelKind model) {
        Network ours = planned(model, Activation.RELU);
        Network theirs = framework(model, Activation.RELU);
        ours.fit(images, labels);
        theirs.fit(images, labels);
        near(Parts.worst(Parts.gradients(ours.graph()), Parts.gradients(theirs.graph()), Parts::inTheMean), 3e-2);
    }

    /**
     * bfloat16 has 8 bits: 4e-3 a rounding, and ReLU's masks flip; these bounds are up to twice what was measured, of
     * all gradients and of the parameter that is farthest, a sum in which much cancels out.
     */
    @ParameterizedTest
    @CsvSource({
        "RESNET18, TANH, 0.015, 0.12",
        "RESNET18, RELU, 0.12, 0.8",
        "WRN_16_4, TANH, 0.015, 0.12",
        "WRN_16_4, RELU, 0.12, 0.8",
        "MLP, TANH, 0.012, 0.012",
        "MLP, RELU, 0.15, 0.15"
    })
    void inBfloat16AStepComesNear(ModelKind model, Activation activation, double bound, double boundOfOne) {
        Network ours = network(model, activation, ConvolutionRoute.ONEDNN, Precision.BF16);
        Network theirs = framework(model, activation);
        ours.fit(images, labels);
        theirs.fit(images, labels);
        Parts.Worst worst =
                Parts.worst(Parts.gradients(ours.graph()), Parts.gradients(theirs.graph()), Parts::inTheMean);
        near(worst, boundOfOne);
        assertThat(Parts.inTheMean(
                        ours.graph().getFlattenedGradients(), theirs.graph().getFlattenedGradients()))
                .isBetween(1e-4, bound);
    }

    @Test
    void logitsFollowEveryChangeOfTheWeights() {
        Network network = planned(ModelKind.RESNET18, Activation.RELU);
        NetworkState start = network.state();
        INDArray before = network.logits(images);
        network.fit(images, labels);
        assertThat(network.logits(images)).isNotEqualTo(before);
        assertThat(network.restore(start)).isTrue();
        assertThat(network.logits(images)).isEqualTo(before);
        Parameter kernel = Parameter.of(network.net()).get(0);
        network.set(Map.of(kernel, new float[kernel.length()]));
        assertThat(network.logits(images)).isNotEqualTo(before);
    }

    @Test
    void batchesOfManySizesTakeTurns() {
        Network ours = planned(ModelKind.MLP, Activation.TANH);
        Network theirs = framework(ModelKind.MLP, Activation.TANH);
        for (int size : new int[] {1, 8, 3, 5, 2, 8, 1}) {
            INDArray some = Specs.images(size, size);
            assertThat(Parts.largest(ours.logits(some), theirs.logits(some))).isLessThan(1e-4);
            ours.fit(some, Specs.labels(size));
            theirs.fit(some, Specs.labels(size));
        }
        assertThat(Parts.largest(ours.graph().params(), theirs.graph().params()))
                .isLessThan(1e-4);
    }

    @Test
    void imagesMayLieInAnyOrder() {
        Network network = planned(ModelKind.RESNET18, Activation.RELU);
        INDArray channelsLast = images.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
        assertThat(channelsLast).isEqualTo(images);
        assertThat(network.logits(channelsLast)).isEqualTo(network.logits(images));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void threeStepsTwiceAreTheSameToTheBit(Precision precision) {
        Network once = network(ModelKind.RESNET18, Activation.RELU, ConvolutionRoute.ONEDNN, precision);
        Network again = network(ModelKind.RESNET18, Activation.RELU, ConvolutionRoute.ONEDNN, precision);
        for (int step = 0; step < 3; step++) {
            once.fit(images, labels);
            again.fit(images.dup(), labels);
        }
        assertThat(again.state().parameters()).isEqualTo(once.state().parameters());
    }

    @Test
    void otherImageSizesAndClassesArePlannedToo() {
        NetworkSpec spec = new NetworkSpec(
                ModelKind.RESNET18,
                Stem.AUTO,
                Activation.TANH,
                Initialization.HE_NORMAL,
                1,
                24,
                40,
                3,
                0,
                ConvolutionRoute.ONEDNN,
                Precision.FLOAT32,
                1);
        Network network = Network.create(spec, Specs.adam());
        INDArray batch = Nd4j.rand(2, 1, 24, 40);
        assertThat(Parts.largest(network.logits(batch), network.graph().outputSingle(batch)))
                .isLessThan(1e-4);
    }
}
