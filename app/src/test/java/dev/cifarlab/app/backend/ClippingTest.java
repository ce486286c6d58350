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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A step of plain gradient descent at rate 1 moves the weights by the gradient of the mean loss. */
class ClippingTest {

    private static final int BATCH = 4;

    private final INDArray images = Nd4j.rand(BATCH, 3, 8, 8);

    static Stream<ConvolutionRoute> routes() {
        return OneDnn.available()
                ? Stream.of(ConvolutionRoute.NATIVE, ConvolutionRoute.ONEDNN)
                : Stream.of(ConvolutionRoute.NATIVE);
    }

    /** The change of each parameter in the first step. */
    private Map<String, INDArray> step(ConvolutionRoute route, double clipNorm) {
        NetworkSpec spec = new NetworkSpec(
                ModelKind.RESNET18,
                Activation.TANH,
                Initialization.GLOROT_NORMAL,
                3,
                8,
                8,
                10,
                0,
                route,
                Precision.FLOAT32,
                1);
        LearningRate rate = new LearningRate(Schedule.CONSTANT, 1, 1);
        UpdateRule rule = new UpdateRule(Optimizer.SGD, rate, 0, false, 0, false, clipNorm, 0);
        try (Network network = Network.create(spec, rule)) {
            Map<String, INDArray> changes = new LinkedHashMap<>();
            network.graph().paramTable().forEach((name, values) -> changes.put(name, values.dup()));
            network.fit(images, Specs.labels(BATCH));
            changes.replaceAll((name, before) -> network.graph().getParam(name).sub(before));
            return changes;
        }
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
