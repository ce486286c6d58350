package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.ModelKind;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class AccumulationTest {

    private static final int BATCH = 8;

    private final INDArray images = Nd4j.rand(BATCH, 3, 8, 8);
    private final Labels labels = Specs.labels(BATCH).weighted(2, 1, 0.5, 3, 0, 1, 1, 1, 1, 1);

    static Stream<ConvolutionRoute> routes() {
        return PlainDescent.routes();
    }

    private static void equal(Map<String, INDArray> actual, Map<String, INDArray> expected) {
        expected.forEach((name, change) -> assertThat(Objects.requireNonNull(actual.get(name))
                        .sub(change)
                        .normmaxNumber()
                        .doubleValue())
                .as(name)
                .isLessThanOrEqualTo(1e-6 + 1e-4 * change.normmaxNumber().doubleValue()));
    }

    /** Without batch normalisation a step in parts is the step of all, the last part being smaller, clipped or not. */
    @ParameterizedTest
    @MethodSource("routes")
    void partsMakeTheStepOfTheWholeBatch(ConvolutionRoute route) {
        for (double clipNorm : new double[] {0, 0.1}) {
            double[] losses = new double[2];
            Map<String, INDArray> whole = PlainDescent.changes(
                    ModelKind.MLP,
                    route,
                    clipNorm,
                    BATCH,
                    network -> losses[0] = network.fit(images, labels).loss());
            Map<String, INDArray> parts = PlainDescent.changes(ModelKind.MLP, route, clipNorm, 3, network -> {
                BatchScore score = network.fit(images, labels);
                losses[1] = score.loss();
                assertThat(score.examples()).isEqualTo(BATCH);
            });
            equal(parts, whole);
            assertThat(losses[1]).isCloseTo(losses[0], within(1e-4));
        }
    }

    /** With it each part has its own statistics: the step is the mean of the parts' steps, the running ones' too. */
    @ParameterizedTest
    @MethodSource("routes")
    void aStepIsTheMeanOfItsPartsSteps(ConvolutionRoute route) {
        int half = BATCH / 2;
        Map<String, INDArray> expected =
                PlainDescent.changes(ModelKind.RESNET18, route, 0, half, network -> step(network, 0, half));
        Map<String, INDArray> second =
                PlainDescent.changes(ModelKind.RESNET18, route, 0, half, network -> step(network, half, BATCH));
        expected.replaceAll((name, change) -> change.add(second.get(name)).div(2));
        Map<String, INDArray> both =
                PlainDescent.changes(ModelKind.RESNET18, route, 0, half, network -> network.fit(images, labels));
        assertThat(Objects.requireNonNull(expected.get("conv1_bn_mean"))
                        .normmaxNumber()
                        .doubleValue())
                .isPositive();
        equal(both, expected);
    }

    private void step(Network network, int from, int to) {
        network.fit(images.get(NDArrayIndex.interval(from, to)).dup('c'), labels.range(from, to));
    }
}
