package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.ModelKind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClippingTest {

    private static final int BATCH = 4;

    private final INDArray images = Nd4j.rand(BATCH, 3, 8, 8);

    static Stream<ConvolutionRoute> routes() {
        return PlainDescent.routes();
    }

    private Map<String, INDArray> step(ConvolutionRoute route, double clipNorm) {
        return PlainDescent.changes(
                ModelKind.RESNET18, route, clipNorm, BATCH, network -> network.fit(images, Specs.labels(BATCH)));
    }

    private static boolean isTrained(String name) {
        return !name.endsWith("_mean") && !name.endsWith("_var");
    }

    private static double norm(Map<String, INDArray> changes) {
        return Math.sqrt(changes.entrySet().stream()
                .filter(entry -> isTrained(entry.getKey()))
                .mapToDouble(entry -> Math.pow(entry.getValue().norm2Number().doubleValue(), 2))
                .sum());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aLongGradientIsShortenedInOnePieceAndStatisticsAreLeftAlone(ConvolutionRoute route) {
        Map<String, INDArray> free = step(route, 0);
        double length = norm(free);
        double limit = length / 8;
        Map<String, INDArray> clipped = step(route, limit);
        assertThat(norm(clipped)).isCloseTo(limit, within(1e-4 * limit));
        free.forEach((name, change) -> {
            INDArray expected = isTrained(name) ? change.div(8) : change;
            assertThat(clipped.get(name).sub(expected).normmaxNumber().doubleValue())
                    .as(name)
                    .isLessThanOrEqualTo(1e-7 + 1e-4 * expected.normmaxNumber().doubleValue());
        });
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aShortOneStaysAsItIs(ConvolutionRoute route) {
        Map<String, INDArray> free = step(route, 0);
        assertThat(step(route, 1.01 * norm(free))).isEqualTo(free);
    }
}
