package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.model.Network;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long training of the ResNet-18 on images of 8x8 pixels: what the process has in memory does not grow. */
@Tag("slow")
class FlatMemoryTest {

    private static final int SIDE = 8;
    private static final int ITERATIONS = 1_000;
    private static final int WARM_UP = 200;

    @Test
    void aThousandIterationsKeepMemoryFlat() {
        TrainConfig config = TestData.config(1, "model", "resnet18", "batch-size", "4", "augment", "flip-crop");
        ImageSet images = small(4 * 250);
        DataSets data = new DataSets(images, images, "noise", true);
        Network network = Networks.create(config, data);
        ChannelStatistics statistics = ChannelStatistics.of(images);
        List<Long> resident = new ArrayList<>();
        for (int epoch = 1; network.iteration() < ITERATIONS; epoch++) {
            try (BatchStream batches = BatchStream.training(images, config, statistics, epoch, 0)) {
                while (batches.hasNext()) {
                    Batch batch = batches.next();
                    network.fit(batch.images(), batch.labels());
                    resident.add(Pointer.physicalBytes());
                }
            }
        }
        long before = resident.get(WARM_UP);
        long most =
                resident.stream().skip(WARM_UP).mapToLong(Long::longValue).max().orElseThrow();
        long last = resident.get(ITERATIONS - 1);
        System.out.printf(
                "resident: %d MiB after %d iterations, at most %d MiB until %d, then %d MiB%n",
                before >> 20, WARM_UP, most >> 20, ITERATIONS, last >> 20);
        assertThat((double) most).isLessThan(1.05 * before);
    }

    private static ImageSet small(int count) {
        byte[] pixels = new byte[count * 3 * SIDE * SIDE];
        int[] labels = new int[count];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) ((k * 0x9e3779b1) >>> 24);
        }
        for (int k = 0; k < count; k++) {
            labels[k] = k % 10;
        }
        List<String> names = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        return new ImageSet(pixels, labels, 3, SIDE, SIDE, names);
    }
}
