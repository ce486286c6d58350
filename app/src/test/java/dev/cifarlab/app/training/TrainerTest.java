package dev.cifarlab.app.training;

import static dev.cifarlab.app.training.TestData.withoutTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Parameter;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    private static final TrainingListener QUIET = new TrainingListener() {};

    @TempDir
    private Path folder;

    private RunFolder train(String name, TrainConfig config, TrainingListener listener) {
        RunFolder run = RunFolder.create(folder.resolve(name), config);
        new Trainer(config, TestData.data(config), run, listener).train();
        return run;
    }

    @Test
    void twoRunsWithOneSeedAreTheSame() {
        TrainConfig config = TestData.config(2, "augment", "flip-crop");
        assertThat(withoutTimes(train("a", config, QUIET))).isEqualTo(withoutTimes(train("b", config, QUIET)));
    }

    /** Batches of 8 of which two make a step see the images of batches of 16, in the same order. */
    @Test
    void accumulatedBatchesTrainAsOneOfTheirSum() {
        RunFolder one =
                train("one", TestData.config(2, "model", "mlp", "schedule", "cosine", "batch-size", "16"), QUIET);
        RunFolder sum = train(
                "sum",
                TestData.config(2, "model", "mlp", "schedule", "cosine", "batch-size", "8", "accumulate", "2"),
                QUIET);
        List<EpochMetrics> expected = one.metrics().read();
        List<EpochMetrics> actual = sum.metrics().read();
        for (int k = 0; k < 2; k++) {
            assertThat(actual.get(k).trainLoss()).isCloseTo(expected.get(k).trainLoss(), within(1e-3));
            assertThat(actual.get(k).learningRate()).isEqualTo(expected.get(k).learningRate());
        }
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
    void anEpochThatIsNotPlannedIsRefused() {
        TrainConfig config = TestData.config(2);
        RunFolder run = RunFolder.create(folder.resolve("a"), config);
        Trainer trainer = new Trainer(config, TestData.data(config), run, QUIET);
        assertThatThrownBy(() -> trainer.trainUntil(3, () -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThat(run.metrics().read()).isEmpty();
    }

    @Test
    void theLastTwoCheckpointsAndTheBestAreKept() throws IOException {
        RunFolder run = train("a", TestData.config(4), QUIET);
        try (var files = Files.list(run.checkpoints())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("best.ckpt", "epoch-0003.ckpt", "epoch-0004.ckpt");
        }
        assertThat(new Checkpoints(run.checkpoints()).best().epoch())
                .isEqualTo(run.metrics().best().orElseThrow().epoch());
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
        Trainer trainer = new Trainer(config, TestData.data(config), run, listener);
        trainer.load();
        trainer.train();
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

    /** The ReLU behind the first layer, which oneDNN computes, makes a zero of every NaN. */
    @Test
    @EnabledIf("hidesWeights")
    void aWeightThatIsNotFiniteStopsTheRunThoughTheLossIsFinite() {
        TrainConfig config = TestData.config(1);
        RunFolder run = RunFolder.create(folder.resolve("a"), config);
        AtomicReference<Trainer> training = new AtomicReference<>();
        Trainer trainer = new Trainer(config, TestData.data(config), run, new TrainingListener() {
            @Override
            public void validationStarted(int epoch) {
                Network network = training.get().network();
                Parameter kernel = Parameter.of(network.net()).get(0);
                float[] values = kernel.values(network);
                values[0] = Float.NaN;
                network.set(Map.of(kernel, values));
            }
        });
        training.set(trainer);
        assertThatThrownBy(trainer::train)
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("a weight became NaN or infinite in epoch 1, validation; try --learning-rate");
        assertThat(run.metrics().read()).isEmpty();
    }

    static boolean hidesWeights() {
        return OneDnn.available();
    }

    @Test
    void noImagesToValidateOnAreRefused() {
        TrainConfig config = TestData.config(1);
        DataSets data = TestData.data(config);
        ImageSet none = data.validation().select(new int[0]);
        try (Network network = Networks.create(config, data.card())) {
            assertThatThrownBy(() -> Validator.validate(
                            network,
                            none,
                            data.card().normalisation(),
                            TestTimeAugmentation.NONE,
                            (logits, labels) -> {},
                            () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no images to validate on");
        }
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
        assertThatThrownBy(trainer::load)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it holds mlp with relu for images of 3x32x32 and 10 classes")
                .hasMessageContaining("ask for mlp with tanh");
    }
}
