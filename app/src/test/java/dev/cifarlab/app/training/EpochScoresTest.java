package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochScoresTest {

    @TempDir
    private Path folder;

    /** 90 images in batches of 32, 32 and 26. */
    @Test
    void everyImageOfAnEpochCountsTheSame() {
        List<BatchScore> sums = new ArrayList<>();
        TrainConfig config = TestData.config(1);
        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        TrainingListener listener = new TrainingListener() {
            @Override
            public void batchDone(BatchScore soFar) {
                sums.add(soFar);
            }
        };
        try (Trainer trainer = new Trainer(config, TestData.data(config), run, listener)) {
            trainer.train();
        }
        assertThat(sums).extracting(BatchScore::examples).containsExactly(32, 64, 90);
        EpochMetrics row = run.metrics().read().get(0);
        assertThat(row.trainLoss()).isCloseTo(sums.get(2).loss() / 90, within(1e-6));
        assertThat(row.trainAccuracy()).isCloseTo(sums.get(2).correct() / 90.0, within(1e-6));
    }
}
