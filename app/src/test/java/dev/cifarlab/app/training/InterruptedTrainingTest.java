package dev.cifarlab.app.training;

import static dev.cifarlab.app.training.TestData.withoutTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings in several parts end as undisturbed ones, bit for bit. */
class InterruptedTrainingTest {

    private static final TrainingListener QUIET = new TrainingListener() {};

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Trainer trainer(TrainConfig config, RunFolder run, TrainingListener listener) {
        return new Trainer(config, TestData.data(config), run, listener);
    }

    private static RunFolder train(Path path, TrainConfig config) {
        RunFolder run = RunFolder.create(path, config);
        trainer(config, run, QUIET).train();
        return run;
    }

    private static void goOn(TrainConfig config, RunFolder run, int last) {
        Trainer trainer = trainer(config, run, QUIET);
        trainer.load();
        trainer.trainUntil(last, () -> {});
    }

    @Test
    void aResumedRunEndsAsAnUndisturbedOne() {
        TrainConfig three = TestData.config(3);
        RunFolder whole = train(folder.resolve("whole"), three);
        RunFolder resumed = train(folder.resolve("resumed"), TestData.config(1));
        goOn(three, resumed, 3);
        assertThat(withoutTimes(resumed)).isEqualTo(withoutTimes(whole));
    }

    @Test
    void aRunThatStopsInBetweenEndsAsAnUndisturbedOneBitForBit() throws IOException {
        TrainConfig config = TestData.config(3, "schedule", "cosine", "augment", "flip-crop");
        RunFolder whole = train(folder.resolve("whole"), config);
        RunFolder parts = RunFolder.create(folder.resolve("parts"), config);
        for (int last : new int[] {1, 3}) {
            goOn(config, parts, last);
            assertThat(parts.metrics().read()).hasSize(last);
        }
        assertSame(whole, parts, "epoch-0003.ckpt");
    }

    /** 90 images in batches of 32 are three a epoch. */
    @ParameterizedTest(name = "stopped after {0} batches, in validation: {1}")
    @CsvSource({"1, false", "3, true", "5, false"})
    void aRunThatIsStoppedWithinAnEpochEndsAsAnUndisturbedOneBitForBit(int batches, boolean inValidation)
            throws IOException {
        TrainConfig config = TestData.config(2, "augment", "flip-crop", "schedule", "one-cycle");
        Path undisturbed = shared.resolve("whole");
        RunFolder whole = Files.exists(undisturbed) ? RunFolder.open(undisturbed) : train(undisturbed, config);
        RunFolder parts = RunFolder.create(folder.resolve("parts"), config);
        assertThatThrownBy(trainer(config, parts, stopAfter(batches, inValidation))::train)
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("stopped in epoch " + (batches < 5 ? 1 : 2))
                .hasMessageEndingWith("go on with: ./cifar-lab train --resume " + parts.path());
        goOn(config, parts, config.epochs());
        assertSame(whole, parts, "epoch-0002.ckpt", "best.ckpt");
    }

    /** However often it is asked: also while a batch is waited for. */
    private static TrainingListener stopAfter(int batches, boolean inValidation) {
        return new TrainingListener() {
            private int done;
            private boolean validating;

            @Override
            public void batchDone(BatchScore soFar) {
                done++;
            }

            @Override
            public void validationStarted(int epoch) {
                validating = true;
            }

            @Override
            public boolean wantsStop() {
                return done >= batches && (validating || !inValidation);
            }
        };
    }

    private static void assertSame(RunFolder expected, RunFolder actual, String... checkpoints) throws IOException {
        assertThat(withoutTimes(actual)).isEqualTo(withoutTimes(expected));
        for (String name : checkpoints) {
            Path file = actual.checkpoints().resolve(name);
            assertThat(Files.mismatch(file, expected.checkpoints().resolve(name)))
                    .as("first byte of %s that differs", name)
                    .isEqualTo(-1);
        }
    }
}
