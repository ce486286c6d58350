package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunScoresTest {

    @TempDir
    private Path folder;

    @Test
    void readsBestEpochTimeAndSpeed() {
        RunFolder run = RunFolder.create(folder.resolve("a"), TrainConfig.defaults());
        run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, 0.5, 0.001, 10, 30));
        run.metrics().append(new EpochMetrics(2, 1, 0.6, 1.5, 0.4, 0.001, 5, 60));
        JsonFile.write(run.file("scores.json"), Map.of("data", "d: 1", "trainable_parameters", 77));
        RunScores scores = RunScores.of(run);
        assertThat(scores.best().epoch()).isEqualTo(1);
        assertThat(scores.last().epoch()).isEqualTo(2);
        assertThat(scores.seconds()).isEqualTo(15);
        assertThat(scores.imagesPerSecond()).isCloseTo(40, within(1e-9));
        assertThat(scores.parameters()).isEqualTo(77);
        assertThat(scores.data()).isEqualTo("d: 1");
    }

    @Test
    void anUnfinishedRunHasNoDataAndParametersYetAndAnUntrainedOneIsNamed() {
        RunFolder run = RunFolder.create(folder.resolve("a"), TrainConfig.defaults());
        assertThatThrownBy(() -> RunScores.of(run))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no epoch is done yet");
        run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, 0.5, 0.001, 10, 30));
        assertThat(RunScores.of(run).data()).isEmpty();
        assertThat(RunScores.of(run).parameters()).isZero();
    }
}
