package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** A process that trains the ResNet-18 on images of noise, 8x8 pixels, and tells its resident memory. */
final class LongTraining {

    static final int ITERATIONS = 1_000;

    private static final int SIDE = 8;
    private static final int BATCH = 4;

    private LongTraining() {}

    /** Prints a line of bytes a step. */
    public static void main(String[] args) {
        TrainConfig config =
                TestData.config(1, "model", "resnet18", "batch-size", Integer.toString(BATCH), "augment", "flip-crop");
        ImageSet images = noise(BATCH * ITERATIONS / 4);
        Network network = Networks.create(
                config, DataSets.of(images, images, "noise", false).card());
        ChannelStatistics statistics = ChannelStatistics.of(images);
        for (int epoch = 1; network.iteration() < ITERATIONS; epoch++) {
            try (BatchStream batches = BatchStream.training(images, config, statistics, epoch, 0)) {
                while (batches.hasNext()) {
                    Batch batch = batches.next();
                    network.fit(batch.images(), batch.labels());
                    System.out.println("resident " + Pointer.physicalBytes());
                }
            }
        }
    }

    private static ImageSet noise(int count) {
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
