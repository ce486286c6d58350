package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Pixels;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training whose batches don't come any more can still be stopped. */
class HungBatchesTest {

    @TempDir
    private Path folder;

    /** The thread that makes batches hangs in its third; SIGTERM is asked for after the second. */
    @Test
    @Timeout(30)
    void aStopIsHeardWhileNoBatchComes() {
        CountDownLatch never = new CountDownLatch(1);
        TrainConfig config = TestData.config(1, "train-limit", "40", "batch-size", "10");
        DataSets data = TestData.data(config);
        ImageSet images = data.train();
        Pixels pixels = new Pixels() {
            private int reads;

            @Override
            public int count() {
                return images.size();
            }

            @Override
            public int length() {
                return images.imageLength();
            }

            @Override
            public void read(int image, byte[] target) {
                if (Thread.currentThread().getName().equals("batches") && ++reads > 20) {
                    await(never);
                }
                images.pixels().read(image, target);
            }
        };
        ImageSet hanging = new ImageSet(
                pixels, images.labels(), images.channels(), images.height(), images.width(), images.classNames());
        RunFolder other = RunFolder.create(folder.resolve("hung"), config);
        List<BatchScore> done = new ArrayList<>();
        Trainer trainer = new Trainer(
                config, new DataSets(hanging, data.validation(), data.card(), data.bad()), other, stopAfter(2, done));
        assertThatThrownBy(trainer::train)
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("stopped in epoch 1 after batch 2 of 4");
        assertThat(other.checkpoints()).isDirectoryContaining("glob:**epoch-0001-batch-000002.ckpt");
        never.countDown();
    }

    /** Wants to stop when it is asked once more after a batch, which is while the next one is waited for. */
    private static TrainingListener stopAfter(int batches, List<BatchScore> done) {
        return new TrainingListener() {
            private int asked;

            @Override
            public void batchDone(BatchScore soFar) {
                done.add(soFar);
                asked = 0;
            }

            @Override
            public boolean wantsStop() {
                return done.size() == batches && ++asked > 1;
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
