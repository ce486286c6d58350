package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.model.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

    private static final TrainingListener QUIET = new TrainingListener() {};

    @TempDir
    private Path folder;

    private RunFolder train(String name, TrainConfig config, TrainingListener listener) {
        RunFolder run = RunFolder.create(folder.resolve(name), config);
        new Trainer(config, TestData.data(config), run, listener).train();
        return run;
    }

    private static List<EpochMetrics> withoutTimes(RunFolder run) {
        return run.metrics().read().stream()
                .map(row -> new EpochMetrics(
                        row.epoch(),
                        row.trainLoss(),
                        row.trainAccuracy(),
                        row.validationLoss(),
                        row.validationAccuracy(),
                        row.learningRate(),
                        0,
                        0))
                .toList();
    }

    @Test
    void twoRunsWithOneSeedAreTheSame() {
        TrainConfig config = TestData.config(2, "augment", "flip-crop");
        assertThat(withoutTimes(train("a", config, QUIET))).isEqualTo(withoutTimes(train("b", config, QUIET)));
    }

    @Test
    void aRowHasTheLearningRateOfItsEpochsFirstStep() {
        RunFolder run = train("a", TestData.config(2, "schedule", "cosine", "learning-rate", "0.001"), QUIET);
        assertThat(run.metrics().read())
                .extracting(EpochMetrics::learningRate)
                .containsExactly(0.001, 0.0005); // half of the way down a cosine
    }

    @Test
    void anotherSeedGivesAnotherRun() {
        RunFolder a = train("a", TestData.config(1), QUIET);
        RunFolder b = train("b", TestData.config(1, "seed", "1"), QUIET);
        assertThat(withoutTimes(a)).isNotEqualTo(withoutTimes(b));
    }

    @Test
    void aResumedRunEndsAsAnUndisturbedOne() {
        TrainConfig three = TestData.config(3);
        RunFolder whole = train("whole", three, QUIET);
        RunFolder resumed = train("resumed", TestData.config(1), QUIET);
        Trainer trainer = new Trainer(three, TestData.data(three), resumed, QUIET);
        trainer.resume();
        assertThat(withoutTimes(resumed)).isEqualTo(withoutTimes(whole));
    }

    @Test
    void aRunThatStopsInBetweenEndsAsAnUndisturbedOneBitForBit() throws IOException {
        TrainConfig config = TestData.config(3, "schedule", "cosine", "augment", "flip-crop");
        RunFolder whole = train("whole", config, QUIET);
        RunFolder parts = RunFolder.create(folder.resolve("parts"), config);
        for (int last : new int[] {1, 3}) {
            new Trainer(config, TestData.data(config), parts, QUIET).resumeUntil(last);
            assertThat(parts.metrics().read()).hasSize(last);
        }
        assertThat(withoutTimes(parts)).isEqualTo(withoutTimes(whole));
        assertThat(parts.checkpoints().resolve("epoch-0003.ckpt"))
                .hasSameBinaryContentAs(whole.checkpoints().resolve("epoch-0003.ckpt"));
    }

    @Test
    void anEpochThatIsNotPlannedIsRefused() {
        TrainConfig config = TestData.config(2);
        RunFolder run = RunFolder.create(folder.resolve("a"), config);
        Trainer trainer = new Trainer(config, TestData.data(config), run, QUIET);
        assertThatThrownBy(() -> trainer.resumeUntil(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(run.metrics().read()).isEmpty();
    }

    @Test
    void theLastTwoCheckpointsAndTheBestAreKept() throws IOException {
        RunFolder run = train("a", TestData.config(4), QUIET);
        try (var files = Files.list(run.checkpoints())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("best.ckpt", "epoch-0003.ckpt", "epoch-0004.ckpt");
        }
        TrainConfig config = run.config();
        DataSets data = TestData.data(config);
        int best = new Checkpoints(run.checkpoints()).loadBest(Networks.create(config, data));
        assertThat(best).isEqualTo(run.metrics().best().orElseThrow().epoch());
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheOneBeforeItUsed() throws IOException {
        TrainConfig config = TestData.config(3);
        RunFolder run = train("a", config, QUIET);
        List<EpochMetrics> before = withoutTimes(run);
        Path newest = run.checkpoints().resolve("epoch-0003.ckpt");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 4;
        Files.write(newest, bytes);
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void warned(String sentence) {
                warnings.add(sentence);
            }
        };
        new Trainer(config, TestData.data(config), run, listener).resume();
        assertThat(warnings).anySatisfy(warning -> assertThat(warning).contains("epoch-0003.ckpt"));
        assertThat(withoutTimes(run)).isEqualTo(before);
    }

    @Test
    void aLossThatIsNotFiniteStopsTheRunWithASentence() {
        TrainConfig config = TestData.config(3, "optimizer", "sgd", "learning-rate", "1e30");
        assertThatThrownBy(() -> train("a", config, QUIET))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("epoch 1")
                .hasMessageContaining("--learning-rate");
    }

    @Test
    void aLossAboveGuessingIsWarnedOf() {
        List<String> warnings = new ArrayList<>();
        train("a", TestData.config(1, "optimizer", "sgd", "learning-rate", "0.5"), new TrainingListener() {
            @Override
            public void warned(String sentence) {
                warnings.add(sentence);
            }
        });
        assertThat(warnings).singleElement().asString().contains("above 2.303");
    }

    /** 90 images in batches of 32 are three a epoch. */
    @ParameterizedTest(name = "stopped after {0} calls")
    @ValueSource(ints = {1, 4, 6})
    void aRunThatIsStoppedWithinAnEpochEndsAsAnUndisturbedOneBitForBit(int calls) throws IOException {
        TrainConfig config = TestData.config(2, "augment", "flip-crop", "schedule", "one-cycle");
        RunFolder whole = train("whole", config, QUIET);
        RunFolder parts = RunFolder.create(folder.resolve("parts"), config);
        Trainer first = new Trainer(config, TestData.data(config), parts, stopAfter(calls));
        assertThatThrownBy(first::train)
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("stopped in epoch " + (calls < 5 ? 1 : 2))
                .hasMessageEndingWith("go on with: ./cifar-lab train --resume " + parts.path());
        new Trainer(config, TestData.data(config), parts, QUIET).resume();
        assertSame(whole, parts);
    }

    /** Asked after each of three batches, and after the one batch of validation. */
    private static TrainingListener stopAfter(int calls) {
        return new TrainingListener() {
            private int left = calls;

            @Override
            public boolean wantsStop() {
                return --left == 0;
            }
        };
    }

    private static void assertSame(RunFolder expected, RunFolder actual) {
        assertThat(withoutTimes(actual)).isEqualTo(withoutTimes(expected));
        for (String name : List.of("epoch-0002.ckpt", "best.ckpt")) {
            assertThat(actual.checkpoints().resolve(name))
                    .hasSameBinaryContentAs(expected.checkpoints().resolve(name));
        }
    }

    @Test
    void checkpointsAreWrittenEverySoManyIterations() throws IOException {
        TrainConfig config = TestData.config(2, "checkpoint-every", "2");
        RunFolder run = RunFolder.create(folder.resolve("a"), config);
        List<List<String>> seen = new ArrayList<>();
        new Trainer(config, TestData.data(config), run, new TrainingListener() {
                    @Override
                    public void batchDone(BatchScore soFar) {
                        seen.add(names(run));
                    }
                })
                .train();
        assertThat(seen.get(2)).containsExactly("epoch-0001-batch-000002.ckpt");
        assertThat(seen.get(5))
                .containsExactlyInAnyOrder("best.ckpt", "epoch-0001.ckpt", "epoch-0002-batch-000001.ckpt");
        assertThat(names(run))
                .containsExactlyInAnyOrder("best.ckpt", "epoch-0002-batch-000003.ckpt", "epoch-0002.ckpt");
    }

    private static List<String> names(RunFolder run) {
        try (var files = Files.list(run.checkpoints())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCheckpointOfAnotherNetworkIsRefused() {
        RunFolder relu = train("relu", TestData.config(1), QUIET);
        TrainConfig tanh = TestData.config(2, "activation", "tanh");
        relu.writeConfig(tanh);
        Trainer trainer = new Trainer(tanh, TestData.data(tanh), relu, QUIET);
        assertThatThrownBy(trainer::resume)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it holds mlp with relu for images of 3x32x32 and 10 classes")
                .hasMessageContaining("ask for mlp with tanh");
    }

    @Test
    void whereNoCheckpointIsWholeNothingIsOverwritten() throws IOException {
        TrainConfig config = TestData.config(1);
        RunFolder run = train("a", config, QUIET);
        List<EpochMetrics> before = withoutTimes(run);
        for (String name : names(run)) {
            Files.write(run.checkpoints().resolve(name), new byte[] {1, 2, 3});
        }
        Trainer trainer = new Trainer(config, TestData.data(config), run, QUIET);
        assertThatThrownBy(trainer::resume)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none of the checkpoints is whole");
        assertThat(withoutTimes(run)).isEqualTo(before);
    }
}
