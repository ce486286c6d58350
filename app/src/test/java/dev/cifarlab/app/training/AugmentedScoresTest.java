package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.View;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class AugmentedScoresTest {

    /** Of a thousand: batches of another size are rounded in another way, which a tie may show. */
    private static final double ONE_IMAGE = 1.5e-3;

    @TempDir
    private Path folder;

    /** Batches of 100 in the validator, one of all images here. */
    private static double accuracy(Network network, DataSets data) {
        List<View> views = View.of(TestTimeAugmentation.FLIP);
        INDArray plain = logits(network, data, views.get(0));
        INDArray mirrored = logits(network, data, views.get(1));
        return BatchScore.of(
                        plain.add(mirrored).toDoubleMatrix(),
                        Batch.of(data.validation(), data.card().normalisation()).labels())
                .accuracy();
    }

    private static INDArray logits(Network network, DataSets data, View view) {
        return network.logits(
                Batch.of(data.validation(), data.card().normalisation(), view).images());
    }

    private Map<String, Object> scores(RunFolder run) {
        return JsonFile.read(run.file("scores.json"));
    }

    @Test
    void aFinishedRunHasBothScoresAndItsMetricsThePlainOne() {
        TrainConfig config = TestData.config(3, "tta", "flip", "test-limit", "130", "learning-rate", "0.003");
        DataSets data = TestData.data(config);
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        RunFolder plain = RunFolder.create(folder.resolve("plain"), config);
        try (Trainer trainer = new Trainer(config, data, run, new TrainingListener() {});
                Trainer other = new Trainer(
                        TestData.config(3, "test-limit", "130", "learning-rate", "0.003"),
                        data,
                        plain,
                        new TrainingListener() {})) {
            trainer.trainUntil(2, () -> {});
            assertThat(scores(run)).doesNotContainKey("tta");
            trainer.train();
            other.train();
            assertThat(TestData.withoutTimes(run)).isEqualTo(TestData.withoutTimes(plain));
            assertThat(scores(run)).containsEntry("tta", "flip");
            assertThat((double) scores(run).get("last_validation_accuracy_tta"))
                    .isCloseTo(accuracy(other.network(), data), within(1e-12));
            assertThat((double) scores(run).get("best_validation_accuracy_tta"))
                    .isCloseTo(accuracy(trainer.network(), data), within(1e-12));
        }
    }

    @Test
    void aStopMeanwhileLosesNothing() {
        TrainConfig config = TestData.config(1, "tta", "flip-shift");
        DataSets data = TestData.data(config);
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        boolean[] over = {false};
        TrainingListener stopping = new TrainingListener() {
            @Override
            public boolean wantsStop() {
                return over[0];
            }
        };
        try (Trainer trainer = new Trainer(config, data, run, stopping)) {
            assertThatThrownBy(() -> trainer.trainUntil(1, () -> over[0] = true))
                    .isInstanceOf(StoppedException.class)
                    .hasMessageContaining("--resume " + run.path());
        }
        assertThat(scores(run)).doesNotContainKey("tta");
        over[0] = false;
        try (Trainer trainer = new Trainer(config, data, run, stopping)) {
            trainer.load();
            trainer.train();
        }
        assertThat(scores(run)).containsEntry("tta", "flip-shift");
    }

    @Test
    void theLastBatchIsLeftOutWhereThatIsAskedFor() {
        TrainConfig config = TestData.config(1, "drop-last", "true");
        DataSets data = TestData.data(config);
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        int[] examples = {0};
        TrainingListener counting = new TrainingListener() {
            @Override
            public void batchDone(BatchScore soFar) {
                examples[0] = soFar.examples();
            }
        };
        try (Trainer trainer = new Trainer(config, data, run, counting)) {
            trainer.train();
            assertThat(trainer.network().iteration()).isEqualTo(2);
        }
        assertThat(examples[0]).isEqualTo(64);
        assertThat(Networks.learningRate(config, data.card()).iterations()).isEqualTo(2);
    }

    /** A run that is interrupted ends as one that is not, its average included, and what is kept answers by it. */
    @Test
    void theAverageIsValidatedKeptAndGoneOnWith() {
        TrainConfig config = TestData.config(3, "ema", "0.8", "learning-rate", "0.003");
        DataSets data = TestData.data(config);
        RunFolder whole = RunFolder.create(folder.resolve("whole"), config);
        RunFolder parts = RunFolder.create(folder.resolve("parts"), config);
        try (Trainer trainer = new Trainer(config, data, whole, new TrainingListener() {})) {
            trainer.train();
        }
        for (int last = 1; last <= 3; last++) {
            try (Trainer trainer = new Trainer(config, data, parts, new TrainingListener() {})) {
                trainer.load();
                trainer.trainUntil(last, () -> {});
            }
        }
        assertThat(TestData.withoutTimes(parts)).isEqualTo(TestData.withoutTimes(whole));
        try (Network network = Networks.create(config, data.card())) {
            new Checkpoints(whole.checkpoints()).best().restore(network);
            double plain = Validator.validate(network, data, TestTimeAugmentation.NONE, () -> {})
                    .meanLoss();
            network.swapAverage();
            double averaged = Validator.validate(network, data, TestTimeAugmentation.NONE, () -> {})
                    .meanLoss();
            assertThat(averaged).isCloseTo(whole.metrics().best().orElseThrow().validationLoss(), within(1e-6));
            assertThat(plain).isNotCloseTo(averaged, within(1e-6));
        }
    }

    /** A network that was trained, and checkpoints of another. */
    @Test
    void eachScoreIsOfTheAverageOfItsOwnWeights() {
        TrainConfig config = TestData.config(
                3, "ema", "0.9", "learning-rate", "0.0001", "test-limit", "1000", "precision", "float32");
        DataSets data = TestData.data(config);
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        try (Trainer trainer = new Trainer(config, data, run, new TrainingListener() {})) {
            trainer.train();
        }
        Checkpoints checkpoints = new Checkpoints(run.checkpoints());
        try (Network network = trained(config, data);
                Network last = trained(config, data);
                Network best = Networks.create(config, data.card())) {
            last.swapAverage();
            checkpoints.best().restore(best);
            best.swapAverage();
            Map<String, Object> scores =
                    new AugmentedScores(network, data, TestTimeAugmentation.FLIP).of(checkpoints, false, () -> {});
            assertThat((double) scores.get("last_validation_accuracy_tta"))
                    .isCloseTo(accuracy(last, data), within(ONE_IMAGE));
            assertThat((double) scores.get("best_validation_accuracy_tta"))
                    .isCloseTo(accuracy(best, data), within(ONE_IMAGE));
        }
    }

    /** A few steps on few images: its weights have gone further than their average. */
    private static Network trained(TrainConfig config, DataSets data) {
        Network network = Networks.create(config, data.card());
        Batch all = Batch.of(data.train(), data.card().normalisation());
        for (int step = 0; step < 10; step++) {
            network.fit(all.images(), all.labels());
        }
        return network;
    }
}
