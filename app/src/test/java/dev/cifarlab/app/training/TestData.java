package dev.cifarlab.app.training;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Small trainings of the MLP on synthetic images. */
final class TestData {

    private static final Map<List<Object>, DataSets> DRAWN = new ConcurrentHashMap<>();

    private TestData() {}

    static TrainConfig config(int epochs, String... pairs) {
        return Configs.over(
                Configs.of(
                        "model",
                        "mlp",
                        "data",
                        "synthetic",
                        "train-limit",
                        "90",
                        "test-limit",
                        "40",
                        "batch-size",
                        "32",
                        "epochs",
                        Integer.toString(epochs)),
                pairs);
    }

    /** Drawn once for all tests that ask for the same. */
    static DataSets data(TrainConfig config) {
        List<Object> asked = List.of(
                config.seed(), config.trainLimit(), config.testLimit(), config.validation(), config.normalise());
        return DRAWN.computeIfAbsent(asked, key -> DataSets.load(config, (bytes, total) -> {}));
    }

    /** The rows of metrics.csv that must be the same each time. */
    static List<EpochMetrics> withoutTimes(RunFolder run) {
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
}
