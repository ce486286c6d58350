package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyEndTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    private static Progress after(int epoch, int best) {
        return new Progress(epoch, best, 0.5);
    }

    @Test
    void patienceIsCountedFromTheBestEpoch() {
        EarlyEnd end = new EarlyEnd(Configs.of("early-stopping", "3"), () -> 0);
        assertThat(end.reason(Progress.START)).isEmpty();
        assertThat(end.reason(after(5, 3))).isEmpty();
        assertThat(end.reason(after(5, 5))).isEmpty();
        assertThat(end.reason(after(6, 3)))
                .contains("early stopping: validation accuracy has not risen for 3 epochs, since epoch 3");
        assertThat(new EarlyEnd(TrainConfig.defaults(), () -> 0).reason(after(20, 1)))
                .isEmpty();
    }

    @Test
    void noEpochBeginsThatWouldEndTooLate() {
        AtomicLong now = new AtomicLong(7);
        EarlyEnd end = new EarlyEnd(Configs.of("max-time", "1m40s"), now::get);
        assertThat(end.reason(Progress.START)).isEmpty();
        now.addAndGet(30 * SECOND);
        assertThat(end.reason(after(1, 1))).isEmpty();
        now.addAndGet(35 * SECOND); // 65 s; another 35 s would just do
        assertThat(end.reason(after(2, 1))).isEmpty();
        now.addAndGet(20 * SECOND); // 85 s, and 20 s more are too many
        assertThat(end.reason(after(3, 1))).contains("max-time: another epoch would take it beyond 1m40s");
    }

    /** However long it has taken until then. */
    @Test
    void theFirstEpochIsBegunInAnyCase() {
        AtomicLong now = new AtomicLong();
        EarlyEnd end = new EarlyEnd(Configs.of("max-time", "1s"), now::get);
        now.set(10 * SECOND);
        assertThat(end.reason(Progress.START)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2h, 7200", "1h30m, 5400", "45s, 45", "90m, 5400", "1h1s, 3601", "none, Infinity"})
    void timesAreRead(String text, double seconds) {
        assertThat(Configs.of("max-time", text).maxTime().seconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "h", "0s", "2h 5m", "5m2h", "-1h", "1.5h", "never"})
    void otherTimesAreRefused(String text) {
        assertThatThrownBy(() -> Configs.of("max-time", text))
                .hasMessage("max-time: '" + text + "' does not work; give a time such as 2h, 1h30m or 45s, or none");
    }

    /** A rate that changes nothing, so that no epoch is better than the first. */
    @Test
    void aTrainingEndsWellAndSaysWhy() {
        TrainConfig config = TestData.config(9, "early-stopping", "2", "learning-rate", "1e-12", "tta", "flip");
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        try (Trainer trainer = new Trainer(config, TestData.data(config), run, new TrainingListener() {})) {
            trainer.train();
        }
        assertThat(run.metrics().read()).hasSize(3);
        assertThat(JsonFile.read(run.file("scores.json")))
                .containsEntry("best_epoch", 1)
                .containsEntry("ended", "early stopping: validation accuracy has not risen for 2 epochs, since epoch 1")
                .containsKey("tta");
        assertThat(RunScores.isOver(run)).isTrue();
        try (Trainer again = new Trainer(config, TestData.data(config), run, new TrainingListener() {})) {
            again.load();
            again.train();
        }
        assertThat(run.metrics().read()).as("resumed").hasSize(3);
    }
}
