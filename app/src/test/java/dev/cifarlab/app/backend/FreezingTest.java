package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import dev.cifarlab.app.settings.UserException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first stages stay as they are, to the bit, under rules that would decay and clip them, on both routes. */
class FreezingTest {

    private static final LearningRate RATE = new LearningRate(Schedule.CONSTANT, 1e-2, 100);
    private static final int BATCH = 8;

    private static Network network(
            ModelKind model, ConvolutionRoute route, Optimizer optimizer, int frozen, double clipNorm, int part) {
        Specs.images(1, 1).sumNumber(); // ND4J's OpenMP first
        assumeTrue(
                route != ConvolutionRoute.ONEDNN || OneDnn.available(),
                () -> OneDnn.trouble().orElse(""));
        NetworkSpec spec = new NetworkSpec(
                model,
                Stem.AUTO,
                Activation.TANH,
                Initialization.GLOROT_NORMAL,
                3,
                32,
                32,
                10,
                0,
                route,
                Precision.FLOAT32,
                7);
        UpdateRule rule = new UpdateRule(optimizer, RATE, 0.9, true, 0.1, true, clipNorm, 0, frozen);
        return Network.create(spec, rule, part);
    }

    private static Map<String, float[]> values(Network network) {
        Map<String, float[]> values = new LinkedHashMap<>();
        Parameter.of(network.net())
                .forEach(parameter ->
                        values.put(parameter.node().name() + " " + parameter.role(), parameter.values(network)));
        return values;
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} stages, in parts of {4}")
    @CsvSource({
        "RESNET18, ONEDNN, ADAM, 2, 8",
        "RESNET18, ONEDNN, SGD, 4, 4",
        "RESNET18, NATIVE, ADAMW, 2, 8",
        "RESNET18, IM2COL, SGD, 1, 4",
        "WRN_16_4, ONEDNN, SGD, 1, 8",
        "WRN_16_4, ONEDNN, ADAMW, 3, 8",
        "WRN_16_4, NATIVE, SGD, 2, 8",
        "MLP, ONEDNN, ADAM, 1, 8",
        "MLP, NATIVE, SGD, 2, 8"
    })
    void onlyWhatComesLaterLearns(ModelKind model, ConvolutionRoute route, Optimizer optimizer, int frozen, int part) {
        try (Network network = network(model, route, optimizer, frozen, 0.01, part)) {
            Map<String, float[]> before = values(network);
            for (int step = 0; step < 2; step++) {
                network.fit(Specs.images(BATCH, step), Specs.labels(BATCH));
            }
            Set<String> kept = network.net().firstStages(frozen);
            assertThat(kept).isNotEmpty();
            values(network).forEach((name, after) -> {
                boolean isKept = kept.contains(name.substring(0, name.indexOf(' ')));
                assertThat(Arrays.equals(after, before.get(name)))
                        .as("whether %s is as before", name)
                        .isEqualTo(isKept);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"ONEDNN, SGD, 8", "ONEDNN, ADAMW, 4", "NATIVE, SGD, 8", "NATIVE, ADAM, 8"})
    void kernelsMadeOfTheImagesStayAndAllElseLearns(ConvolutionRoute route, Optimizer optimizer, int part) {
        try (Network network = network(ModelKind.AIRBENCH, route, optimizer, 0, 0.01, part)) {
            Map<String, float[]> before = values(network);
            network.fit(Specs.images(BATCH, 1), Specs.labels(BATCH));
            values(network)
                    .forEach((name, after) -> assertThat(Arrays.equals(after, before.get(name)))
                            .as("whether %s is as before", name)
                            .isEqualTo(name.equals("whiten WEIGHT")));
        }
    }

    /** With SGD, whose first step is the gradient: rounding is all that may differ. */
    @ParameterizedTest
    @CsvSource({"RESNET18, 1", "WRN_16_4, 2", "MLP, 1"})
    void bothRoutesTakeTheSameStep(ModelKind model, int frozen) {
        try (Network programs = network(model, ConvolutionRoute.ONEDNN, Optimizer.SGD, frozen, 0, BATCH);
                Network layers = network(model, ConvolutionRoute.NATIVE, Optimizer.SGD, frozen, 0, BATCH)) {
            double loss =
                    programs.fit(Specs.images(BATCH, 3), Specs.labels(BATCH)).loss();
            assertThat(layers.fit(Specs.images(BATCH, 3), Specs.labels(BATCH)).loss())
                    .isCloseTo(loss, Percentage.withPercentage(1e-2));
            Map<String, float[]> expected = values(layers);
            values(programs)
                    .forEach((name, values) -> assertThat(apart(values, expected.get(name)))
                            .as(name)
                            .isLessThan(1e-4));
        }
    }

    private static double apart(float[] actual, float[] expected) {
        double squares = 0;
        double all = 1e-12;
        for (int k = 0; k < actual.length; k++) {
            squares += Math.pow(actual[k] - expected[k], 2);
            all += Math.pow(expected[k], 2);
        }
        return Math.sqrt(squares / all);
    }

    @Test
    void stagesBeginWithTheStemAndEndBeforeTheLastLayers() {
        try (Network network = network(ModelKind.WRN_16_4, ConvolutionRoute.NATIVE, Optimizer.SGD, 0, 0, BATCH)) {
            assertThat(network.net().firstStages(0)).isEmpty();
            assertThat(network.net().firstStages(1))
                    .contains("images", "conv1", "stage1_block2_add")
                    .doesNotContain("stage2_block1_bn1");
            assertThat(network.net().firstStages(3))
                    .contains("stage3_block2_add")
                    .doesNotContain("bn", "act", "pool", "logits");
            assertThatThrownBy(() -> network.net().firstStages(4))
                    .isInstanceOf(UserException.class)
                    .hasMessage("freeze: 4 is too many; this network has 3 stages");
        }
    }
}
