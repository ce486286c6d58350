package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NetworkTest {

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void lossAtTheStartIsNearThatOfGuessing(ModelKind model) {
        BatchScore score = Specs.network(model, Activation.RELU).fit(Specs.images(32, 5), Specs.labels(32));
        assertThat(score.meanLoss()).isCloseTo(Math.log(10), Offset.offset(0.6));
        assertThat(score.examples()).isEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void overfitsOneBatch(ModelKind model) {
        Network network = Specs.network(model, Activation.RELU);
        INDArray images = Specs.images(64, 6);
        Labels labels = Specs.labels(64);
        double accuracy = 0;
        for (int step = 0; step < 60 && accuracy <= 0.99; step++) {
            accuracy = network.fit(images, labels).accuracy();
        }
        assertThat(accuracy).isGreaterThan(0.99);
    }

    @Test
    void goesOnFromAStateAsIfNothingHadHappened() {
        INDArray images = Specs.images(8, 8);
        Labels labels = Specs.labels(8);
        Network network = Specs.network(ModelKind.MLP, Activation.TANH);
        network.fit(images, labels);
        NetworkState state = network.state();
        network.fit(images, labels);
        Network other = Specs.network(ModelKind.MLP, Activation.TANH);
        assertThat(other.restore(state)).isTrue();
        assertThat(other.iteration()).isEqualTo(1);
        other.fit(images, labels);
        assertThat(other.state().parameters()).isEqualTo(network.state().parameters());
        assertThat(other.state().optimizer()).isEqualTo(network.state().optimizer());
    }

    /** Batch normalisation would mix them in training mode. */
    @ParameterizedTest
    @EnumSource(
            value = ConvolutionRoute.class,
            names = {"AUTO", "NATIVE"})
    void anImagesLogitsDependOnNoOtherImageAndChangeNothing(ConvolutionRoute route) {
        try (Network network = small(route, 0, 7)) {
            INDArray images = Nd4j.rand(6, 3, 8, 8);
            for (int step = 0; step < 3; step++) {
                network.fit(images, Specs.labels(6));
            }
            NetworkState before = network.state();
            INDArray all = network.logits(images);
            for (int k = 0; k < 6; k += 5) {
                INDArray alone = network.logits(images.get(NDArrayIndex.interval(k, k + 1)));
                assertThat(Parts.largest(alone.getRow(0), all.getRow(k))).isLessThan(1e-5);
            }
            assertThat(network.state().parameters()).isEqualTo(before.parameters());
        }
    }

    private static Network small(ConvolutionRoute route, double labelSmoothing, long seed) {
        NetworkSpec spec = new NetworkSpec(
                ModelKind.RESNET18,
                Stem.AUTO,
                Activation.RELU,
                Initialization.HE_NORMAL,
                3,
                8,
                8,
                10,
                labelSmoothing,
                route,
                Precision.FLOAT32,
                seed);
        return Network.create(spec, UpdateRule.of(Optimizer.SGD, new LearningRate(Schedule.CONSTANT, 0.1, 100)));
    }

    /** The output's bias learns from softmax less target, so that smoothing shows as it is. */
    @ParameterizedTest
    @EnumSource(
            value = ConvolutionRoute.class,
            names = {"AUTO", "NATIVE"})
    void labelsAreSmoothedByTheShareThatIsAskedFor(ConvolutionRoute route) {
        try (Network plain = small(route, 0, 7);
                Network smoothed = small(route, 0.2, 7)) {
            INDArray images = Nd4j.rand(4, 3, 8, 8);
            BatchScore score = plain.fit(images, Specs.labels(4));
            assertThat(smoothed.fit(images, Specs.labels(4)))
                    .as("the loss that is told")
                    .isEqualTo(score);
            double[] difference = smoothed.graph()
                    .getParam("logits_b")
                    .sub(plain.graph().getParam("logits_b"))
                    .toDoubleVector();
            for (int k = 0; k < 10; k++) {
                double target = 0.2 * 0.1 - (k < 4 ? 0.2 / 4 : 0); // images of each class in the mean over the batch
                assertThat(difference[k]).as("class %d", k).isCloseTo(1.9 * 0.1 * target, Offset.offset(1e-6));
            }
        }
    }

    @Test
    void everySeedHasWeightsOfItsOwn() {
        try (Network seven = small(ConvolutionRoute.AUTO, 0, 7);
                Network again = small(ConvolutionRoute.AUTO, 0, 7);
                Network eight = small(ConvolutionRoute.AUTO, 0, 8)) {
            float[] weights = seven.state().parameters();
            assertThat(again.state().parameters()).isEqualTo(weights);
            assertThat(eight.state().parameters()).isNotEqualTo(weights);
        }
    }

    /** A tenth of the way to the batch's, from 0 and 1; the variance is the biased one. */
    @ParameterizedTest
    @EnumSource(
            value = ConvolutionRoute.class,
            names = {"AUTO", "NATIVE"})
    void runningStatisticsMoveByATenth(ConvolutionRoute route) {
        try (Network network = small(route, 0, 7)) {
            INDArray images = Nd4j.rand(4, 3, 8, 8);
            INDArray convolved = network.graph().feedForward(images, true).get("conv1");
            INDArray mean = convolved.mean(0, 2, 3);
            INDArray variance = convolved.var(false, 0, 2, 3);
            network.fit(images, Specs.labels(4));
            INDArray running = network.graph().getParam("conv1_bn_mean").reshape(64);
            assertThat(Parts.largest(running, mean.mul(0.1))).isLessThan(1e-4);
            INDArray runningVariance = network.graph().getParam("conv1_bn_var").reshape(64);
            assertThat(Parts.largest(runningVariance.sub(0.9), variance.mul(0.1)))
                    .isLessThan(1e-4);
        }
    }

    @Test
    void refusesAnotherNetworksState() {
        NetworkState state = new NetworkState(1, new float[3], new float[6]);
        assertThat(Specs.network(ModelKind.MLP, Activation.RELU).restore(state)).isFalse();
    }

    @Test
    void refusesImagesOfAnotherShape() {
        try (Network network = Specs.network(ModelKind.MLP, Activation.RELU)) {
            for (long[] shape : new long[][] {{2, 3, 32, 31}, {2, 3, 31, 32}, {2, 1, 32, 32}, {2, 3072}}) {
                INDArray images = Nd4j.rand(DataType.FLOAT, shape);
                assertRefused(() -> network.fit(images, Specs.labels(2)));
                assertRefused(() -> network.logits(images));
                assertRefused(() -> network.activations(images));
            }
            assertThat(network.iteration()).isZero();
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(" for images of ");
    }
}
