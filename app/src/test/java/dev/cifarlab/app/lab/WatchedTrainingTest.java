package dev.cifarlab.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunState;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.StoppedException;
import dev.cifarlab.app.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTrainingTest {

    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();

    private final TrainingListener listener = new TrainingListener() {
        @Override
        public void told(String line) {
            told.add(line);
        }

        @Override
        public void warned(String sentence) {
            told.add("warning: " + sentence);
        }

        @Override
        public boolean wantsStop() {
            return true;
        }
    };

    private RunFolder run;

    @BeforeEach
    void make() {
        run = RunFolder.create(folder.resolve("runs/a"), TrainConfig.defaults().with(Setting.EPOCHS, 1));
    }

    private void watch(Consumer<TrainingListener> training) {
        WatchedTraining.watch(run, listener, training);
    }

    private static void awaitText(Path file, String text) {
        long end = System.nanoTime() + 20_000_000_000L;
        try {
            while (System.nanoTime() < end
                    && !(Files.exists(file) && Files.readString(file).contains(text))) {
                Thread.sleep(10);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(file).content().contains(text);
    }

    @Test
    void thePageIsThereFromTheStartAndSaysHowItEnds() {
        watch(training -> {
            awaitText(run.file("index.html"), "<b>running</b>");
            awaitText(run.path().resolveSibling("index.html"), "1 running");
            training.trainingStarted(1);
            training.epochStarted(1, 4, 0, BatchScore.EMPTY);
            training.batchDone(new BatchScore(20, 1, 10));
            training.told("a line");
            assertThat(training.wantsStop()).isTrue();
            awaitText(run.file("index.html"), "batch 1 of 4, about");
            awaitText(run.file("state.js"), "[0.25,2.0,10.0,null,null,null,");
            training.validationStarted(1);
            EpochMetrics row = new EpochMetrics(1, 1.5, 0.5, 1.25, 0.5, 0.001, 2.5, 100);
            run.metrics().append(row);
            training.epochDone(row);
            training.trainingEnded();
        });
        assertThat(told).containsExactly("a line");
        assertThat(RunState.of(run).phase()).isEqualTo(Phase.ENDED);
        assertThat(run.file("index.html")).content().contains("<b>ended</b>", "\"live\":false");
        assertThat(run.path().resolveSibling("index.html")).content().contains("1 ended");
    }

    @Test
    void aStopIsNoFailure() {
        assertThatThrownBy(() -> watch(training -> {
                    throw StoppedException.elsewhere("stopped");
                }))
                .isInstanceOf(StoppedException.class);
        assertThat(RunState.of(run)).isEqualTo(new RunState(Phase.STOPPED, ""));
    }

    @Test
    void aFailureIsExplained() {
        assertThatThrownBy(() -> watch(training -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(run.file("index.html")).content().contains("<b>failed</b>", "Java heap space");
    }

    @Test
    void whatIsGoneOnWithIsLeftAloneUntilAllFits() throws IOException {
        Files.createFile(run.file("environment.json"));
        assertThatThrownBy(() -> watch(training -> {
                    throw new IllegalStateException("other data");
                }))
                .hasMessage("other data");
        assertThat(run.file("state.json")).doesNotExist();
        assertThat(run.file("index.html")).doesNotExist();
    }

    @Test
    void aPageThatCannotBeWrittenIsTold() throws IOException {
        Files.createDirectories(run.file("index.html/in-the-way"));
        watch(training -> {
            long end = System.nanoTime() + 20_000_000_000L;
            while (told.isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
        assertThat(told).singleElement().asString().contains("warning: the run's page cannot be written");
        assertThat(RunState.of(run).phase()).isEqualTo(Phase.STOPPED);
    }
}
