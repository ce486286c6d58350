package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SanityChecksTest {

    private static SanityChecks checks(int steps, String... pairs) {
        TrainConfig config = Configs.over(
                Configs.of(
                        "model",
                        "mlp",
                        "data",
                        "synthetic",
                        "train-limit",
                        "100",
                        "test-limit",
                        "10",
                        "batch-size",
                        "50"),
                pairs);
        return SanityChecks.of(config, DataSets.load(config, (bytes, total) -> {}), 4 * steps, steps, what -> {});
    }

    @Test
    void aTrainingThatCanWorkPasses() {
        SanityChecks checks = checks(15, "normalise", "true", "learning-rate", "0.0003");
        assertThat(checks.oddities()).isEmpty();
        assertThat(checks.classes()).isEqualTo(10);
        assertThat(checks.firstLoss()).isCloseTo(Math.log(10), within(1.0));
        assertThat(checks.byHeart().images()).isEqualTo(20);
        assertThat(checks.byHeart().accuracy()).isEqualTo(1);
        assertThat(checks.layers())
                .extracting(SanityChecks.Layer::name)
                .containsExactly("hidden1", "hidden2", "logits");
        assertThat(checks.units()).extracting(SanityChecks.Units::name).containsExactly("hidden1", "hidden2");
        assertThat(checks.units()).allSatisfy(unit -> assertThat(unit.share()).isBetween(0.3, 0.7));
        assertThat(checks.trueLabels().mean())
                .isLessThan(checks.shuffledLabels().mean());
    }

    /**
     * Plain SGD changes weights by rate times gradient: two values that are computed in two ways, the gradient by the
     * framework's layers in single precision, from which bfloat16 is up to 2 % away.
     */
    @ParameterizedTest
    @EnumSource
    void changesAndGradientsAgree(ModelKind model) {
        SanityChecks checks = checks(
                1,
                "model",
                model.label(),
                "optimizer",
                "sgd",
                "momentum",
                "0",
                "learning-rate",
                "0.01",
                "train-limit",
                "20",
                "batch-size",
                "8",
                "activation",
                "tanh",
                "precision",
                "float32");
        assertThat(checks.layers())
                .hasSizeGreaterThan(2)
                .allSatisfy(layer -> assertThat(layer.ratio() * layer.weights() / layer.gradient())
                        .as(layer.name())
                        .isCloseTo(0.01, within(1e-4)));
    }

    @Test
    void whatIsOddIsSaid() {
        assertThat(checks(1, "learning-rate", "1e-12").oddities())
                .anyMatch(text -> text.startsWith("the network does not learn 20 images by heart"));
        assertThat(checks(1, "optimizer", "sgd", "learning-rate", "1e6").oddities())
                .anyMatch(text -> text.startsWith("the first step changes the weights"));
    }
}
