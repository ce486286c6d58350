package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Batches of 128 with augmentation, as a training gets them, and no training: {@code InputPipeline AUGMENT
 * SIDE} prints images/s of each of five passes over images of noise of that height and width, after one to warm up, and
 * their median. There are 50,000 of 32 pixels, and as many bytes of others.
 */
public final class InputPipeline {

    private static final int BYTES = 50_000 * 3 * 32 * 32;
    private static final int PASSES = 5;

    private InputPipeline() {}

    /** Takes what {@code --augment} and {@code --image-size} take. */
    public static void main(String[] args) {
        TrainConfig config = ConfigFile.over(TrainConfig.defaults(), Map.of("augment", args[0]));
        ImageSet images = images(Integer.parseInt(args[1]));
        pass(images, config, 1);
        double[] speeds = IntStream.range(0, PASSES)
                .mapToDouble(k -> pass(images, config, k + 2))
                .sorted()
                .toArray();
        Arrays.stream(speeds).forEach(speed -> System.out.printf(Locale.ROOT, "%.0f ", speed));
        System.out.printf(Locale.ROOT, "images/s, median %.0f%n", speeds[PASSES / 2]);
    }

    private static ImageSet images(int side) {
        int count = BYTES / (3 * side * side);
        byte[] pixels = new byte[count * 3 * side * side];
        new Random(1).nextBytes(pixels);
        int[] labels = IntStream.range(0, count).map(k -> k % 10).toArray();
        return new ImageSet(
                pixels,
                labels,
                3,
                side,
                side,
                IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    }

    private static double pass(ImageSet images, TrainConfig config, int epoch) {
        long start = System.nanoTime();
        long seen = 0;
        try (BatchStream batches = BatchStream.training(images, config, ChannelStatistics.identity(images), epoch, 0)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                seen += batch.images().size(0);
            }
        }
        if (seen != images.size()) {
            throw new IllegalStateException("saw " + seen + " images");
        }
        return seen / ((System.nanoTime() - start) / 1e9);
    }
}
