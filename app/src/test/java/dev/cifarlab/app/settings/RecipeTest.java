package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {

    @TempDir
    private Path folder;

    private static TrainConfig over(String... pairs) {
        Map<Setting<?>, String> given = new LinkedHashMap<>();
        for (int k = 0; k < pairs.length; k += 2) {
            given.put(Setting.of(pairs[k]), pairs[k + 1]);
        }
        return Recipe.over(TrainConfig.defaults(), given);
    }

    @Test
    void theAssignmentIsTheDefault() {
        assertThat(over("recipe", "assignment")).isEqualTo(TrainConfig.defaults());
        assertThat(TrainConfig.defaults().recipe()).isEqualTo("assignment");
    }

    @Test
    void fastIsWhatItSays() {
        TrainConfig fast = over("recipe", "fast");
        assertThat(fast.entries())
                .containsEntry("recipe", "fast")
                .containsEntry("epochs", 26)
                .containsEntry("batch-size", 500)
                .containsEntry("drop-last", true)
                .containsEntry("optimizer", "sgd")
                .containsEntry("learning-rate", 0.2)
                .containsEntry("momentum", 0.9)
                .containsEntry("weight-decay", 5e-4)
                .containsEntry("decay-all", true)
                .containsEntry("schedule", "triangle=0.2:0.2")
                .containsEntry("augment", "flip,shift=4:reflect,cutout=12")
                .containsEntry("normalise", true)
                .containsEntry("label-smoothing", 0.0)
                .containsEntry("tta", "flip");
    }

    @Test
    void airbenchIsItsOwnNetwork() {
        TrainConfig recipe = over("recipe", "airbench");
        assertThat(recipe.model()).isEqualTo(ModelKind.AIRBENCH);
        assertThat(recipe.entries())
                .containsEntry("batch-size", 1000)
                .containsEntry("momentum", 0.85)
                .containsEntry("label-smoothing", 0.2)
                .containsEntry("augment", "alternating-flip,shift=2:reflect")
                .containsEntry("tta", "flip-shift");
    }

    @Test
    void theBestMlpIsAnMlpOfTheSameSize() {
        TrainConfig best = over("recipe", "mlp-best");
        assertThat(best.model()).isEqualTo(ModelKind.MLP);
        assertThat(best.entries())
                .containsEntry("epochs", 25)
                .containsEntry("init", "he-normal")
                .containsEntry("optimizer", "adamw")
                .containsEntry("weight-decay", 0.05)
                .containsEntry("schedule", "cosine=1")
                .containsEntry("augment", "alternating-flip,shift=2:reflect")
                .containsEntry("label-smoothing", 0.1)
                .containsEntry("ema", 0.999);
    }

    @Test
    void flagsAndFilesOverrideTheRecipeThatTheyName() throws IOException {
        assertThat(over("epochs", "3", "recipe", "fast").epochs()).isEqualTo(3);
        assertThat(over("epochs", "3", "recipe", "fast").batchSize()).isEqualTo(500);
        Path file = Files.writeString(folder.resolve("config.yaml"), "batch-size: 7\nrecipe: fast\n");
        TrainConfig config = ConfigFile.read(file, TrainConfig.defaults());
        assertThat(config.batchSize()).isEqualTo(7);
        assertThat(config.epochs()).isEqualTo(26);
        assertThat(config.recipe()).isEqualTo("fast");
    }

    @Test
    void aFileOfOnesOwnIsARecipeWhichARunRecordsAndNeedsNoMore() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "model: mlp\nepochs: 4\n");
        TrainConfig config = over("recipe", file.toString());
        assertThat(config.model()).isEqualTo(ModelKind.MLP);
        Path recorded = Files.writeString(folder.resolve("config.yaml"), ConfigFile.write(config));
        Files.delete(file);
        assertThat(ConfigFile.recorded(recorded)).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "", "FAST", "../recipes/fast"})
    void whatIsNoneIsRefusedWithTheChoices(String name) {
        assertThatThrownBy(() -> over("recipe", name))
                .isInstanceOf(UserException.class)
                .hasMessage("recipe: '" + name
                        + "' is not known; choose one of assignment, fast, mlp-best, airbench,"
                        + " or a file of your own (.yaml)");
    }

    @Test
    void aFileThatIsMissingOrWrongIsNamed() throws IOException {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> over("recipe", missing.toString()))
                .hasMessageStartingWith(missing + ": cannot be read");
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "epochs: 0\n");
        assertThatThrownBy(() -> over("recipe", wrong.toString()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(wrong + ": epochs: 0 is too small");
    }

    @Test
    void aRecipeBuildsOnANamedOneAndNotOnItself() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "recipe: fast\nepochs: 4\n");
        assertThat(over("recipe", file.toString()).epochs()).isEqualTo(4);
        assertThat(over("recipe", file.toString()).batchSize()).isEqualTo(500);
        Files.writeString(file, "recipe: " + file + "\n");
        assertThatThrownBy(() -> over("recipe", file.toString()))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": recipe: a recipe builds on one of assignment, fast, mlp-best, airbench only");
    }

    @Test
    void beforeThereWereStemsAllNetworksHadThatOfCifar() {
        assertThat(ConfigFile.recorded(Map.of("image-size", "96")).stem()).isEqualTo(Stem.CIFAR);
        assertThat(ConfigFile.recorded(Map.of("epochs", "3")).stem())
                .as("the same")
                .isEqualTo(Stem.AUTO);
        assertThat(ConfigFile.recorded(Map.of("image-size", "96", "stem", "auto"))
                        .stem())
                .isEqualTo(Stem.AUTO);
    }

    @Test
    void whereNoPrecisionWasRecordedItWasSinglePrecision() {
        assertThat(ConfigFile.recorded(Map.of("epochs", "3")).precision()).isEqualTo(Precision.FLOAT32);
        assertThat(ConfigFile.recorded(Map.of("precision", "bf16")).precision()).isEqualTo(Precision.BF16);
    }

    @Test
    void whatVersion02RecordedStaysItsOwnSgd() {
        Map<String, String> before = Map.of("optimizer", "sgd", "epochs", "3");
        assertThat(ConfigFile.recorded(before).optimizer()).isEqualTo(Optimizer.SGD_OF_0_2);
        assertThat(ConfigFile.recorded(Map.of("epochs", "3")).optimizer()).isEqualTo(Optimizer.ADAM);
        Map<String, String> today = Map.of("optimizer", "sgd", "momentum", "0.9");
        assertThat(ConfigFile.recorded(today).optimizer()).isEqualTo(Optimizer.SGD);
        assertThat(ConfigFile.over(TrainConfig.defaults(), before).optimizer()).isEqualTo(Optimizer.SGD);
    }
}
