package dev.cifarlab.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeChecksTest {

    private static final TrainConfig BEFORE =
            config(config(TrainConfig.defaults(), "epochs", "2"), "precision", "float32");

    @TempDir
    private Path folder;

    private static TrainConfig config(TrainConfig base, String key, String value) {
        return ConfigFile.over(base, Map.of(key, value));
    }

    /** As the start of a training leaves it. */
    private RunFolder started(TrainConfig config) {
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        JsonFile.write(run.file("environment.json"), Map.of("starts", List.of(Map.of("settings", config.entries()))));
        return run;
    }

    @Test
    void theSameSettingsPass() {
        assertThat(ResumeChecks.settings(started(BEFORE), BEFORE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "batch-size, 64, 128",
        "seed, 3, 0",
        "learning-rate, 0.1, 0.001",
        "schedule, cosine, constant",
        "normalise, true, false",
        "class-weights, balanced, none",
        "train-limit, 40, 0",
        "precision, bf16, float32"
    })
    void settingsThatMadeTheCheckpointsMayNotChange(String key, String now, String before) {
        RunFolder run = started(BEFORE);
        assertThatThrownBy(() -> ResumeChecks.settings(run, config(BEFORE, key, now)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageContaining(
                        "config.yaml: " + key + " is " + now + ", but the run was trained with " + before);
    }

    @ParameterizedTest
    @CsvSource({"epochs, 8, 2", "data-dir, /data, none", "checkpoint-every, 9, 0", "convolution, native, auto"})
    void othersAreTold(String key, String now, String before) {
        assertThat(ResumeChecks.settings(started(BEFORE), config(BEFORE, key, now)))
                .containsExactly(key + " was " + before + ", is " + now);
    }

    @ParameterizedTest
    @CsvSource({"cosine", "one-cycle"})
    void aScheduleOverAllEpochsIsNotLengthened(String schedule) {
        TrainConfig planned = config(BEFORE, "schedule", schedule);
        RunFolder run = started(planned);
        assertThatThrownBy(() -> ResumeChecks.settings(run, config(planned, "epochs", "8")))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(schedule + ", was laid out over 2 epochs")
                .hasMessageEndingWith("start a new training with --epochs 8");
    }

    @Test
    void epochsAreNotLowered() {
        RunFolder run = started(BEFORE);
        assertThatThrownBy(() -> ResumeChecks.settings(run, config(BEFORE, "epochs", "1")))
                .hasMessageContaining("the run was planned for 2; they may be raised, not lowered");
    }

    /** What an older version called otherwise is the same all the same. */
    @Test
    void oldNamesOfTheSameThingPass() {
        RunFolder run = started(BEFORE);
        JsonFile.write(
                run.file("environment.json"),
                Map.of(
                        "starts",
                        List.of(Map.of("settings", Map.of("epochs", 2, "augment", "flip-crop", "fit", "crop")))));
        assertThat(ResumeChecks.settings(run, config(BEFORE, "augment", "flip,shift=4")))
                .isEmpty();
    }

    /** Nothing but config.yaml tells what runs of version 0.1 were trained with. */
    @Test
    void anOlderRunIsComparedWithItsConfig() {
        RunFolder run = RunFolder.create(folder.resolve("run"), config(BEFORE, "schedule", "cosine"));
        JsonFile.write(run.file("environment.json"), Map.of("commit", "abc1234"));
        assertThat(ResumeChecks.settings(run, run.config())).isEmpty();
        assertThatThrownBy(() -> ResumeChecks.settings(run, config(run.config(), "epochs", "8")))
                .hasMessageContaining("can't be lengthened");
    }
}
