package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A step of plain gradient descent at rate 1, which moves the weights by the gradient of the mean loss. */
final class PlainDescent {

    private PlainDescent() {}

    static Stream<ConvolutionRoute> routes() {
        return OneDnn.available()
                ? Stream.of(ConvolutionRoute.NATIVE, ConvolutionRoute.ONEDNN)
                : Stream.of(ConvolutionRoute.NATIVE);
    }

    /** The change of each parameter by a step. */
    static Map<String, INDArray> changes(
            ModelKind model, ConvolutionRoute route, double clipNorm, int part, Consumer<Network> step) {
        NetworkSpec spec = new NetworkSpec(
                model,
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
                1);
        LearningRate rate = new LearningRate(Schedule.CONSTANT, 1, 1);
        UpdateRule rule = new UpdateRule(Optimizer.SGD, rate, 0, false, 0, false, clipNorm, 0);
        try (Network network = Network.create(spec, rule, part)) {
            Map<String, INDArray> changes = new LinkedHashMap<>();
            network.graph().paramTable().forEach((name, values) -> changes.put(name, values.dup()));
            step.accept(network);
            assertThat(network.iteration()).isOne();
            changes.replaceAll((name, before) -> network.graph().getParam(name).sub(before));
            return changes;
        }
    }
}
