package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchStreamTest {

    /** Ten images of 2x3 pixels with one channel; the first pixel is the image's number, the others count on. */
    private static ImageSet images() {
        byte[] pixels = new byte[10 * 6];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (k % 6 == 0 ? k / 6 : 100 + k % 6);
        }
        int[] labels = IntStream.range(0, 10).map(k -> k % 2).toArray();
        return new ImageSet(pixels, labels, 1, 2, 3, List.of("even", "odd"));
    }

    private static TrainConfig config(long seed) {
        return Configs.of("seed", Long.toString(seed), "batch-size", "4");
    }

    private static List<Integer> order(long seed, int epoch, int skipped) {
        List<Integer> order = new ArrayList<>();
        ImageSet images = images();
        try (BatchStream batches =
                BatchStream.training(images, config(seed), ChannelStatistics.identity(images), epoch, skipped)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                for (int row = 0; row < batch.size(); row++) {
                    int number = Math.round(batch.images().getFloat(row, 0, 0, 0) * 255);
                    order.add(number);
                    assertThat(batch.labels().first()[row]).isEqualTo(number % 2);
                    assertThat(batch.labels().share()[row]).isEqualTo(1);
                }
            }
        }
        return order;
    }

    @Test
    void eachImageComesOnceInAnOrderOfSeedAndEpoch() {
        List<Integer> first = order(1, 1, 0);
        assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(order(1, 1, 0)).isEqualTo(first);
        assertThat(order(1, 2, 0)).isNotEqualTo(first);
        assertThat(order(2, 1, 0)).isNotEqualTo(first);
    }

    /** The pixels of an epoch of equal images, whose order does not matter: only their variations show. */
    private static List<Float> varied(String augment, int size, long seed, int epoch, int skipped) {
        byte[] pixels = new byte[8 * 3 * 5];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (1 + k % 15);
        }
        ImageSet images = new ImageSet(pixels, new int[8], 1, 3, 5, List.of("one"));
        List<Float> all = new ArrayList<>();
        try (BatchStream batches = BatchStream.training(
                images,
                Configs.over(config(seed), "augment", augment, "batch-size", Integer.toString(size)),
                ChannelStatistics.identity(images),
                epoch,
                skipped)) {
            while (batches.hasNext()) {
                for (float value : batches.next().images().dup().data().asFloat()) {
                    all.add(value);
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip-crop", "crop-scale=0.35", "colour=0.2", "crop-scale=0.35,flip,colour=0.2,erase=0.25"})
    void variationsAreOfSeedAndEpochToo(String augment) {
        List<Float> first = varied(augment, 4, 1, 1, 0);
        List<Float> second = varied(augment, 4, 1, 2, 0);
        assertThat(varied(augment, 4, 1, 1, 0)).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(varied(augment, 4, 1, 3, 0)).isNotEqualTo(first).isNotEqualTo(second);
        assertThat(varied(augment, 4, 2, 1, 0)).isNotEqualTo(first);
        assertThat(varied(augment, 4, 1, 2, 1)).isEqualTo(second.subList(4 * 15, 8 * 15));
        assertThat(varied(augment, 3, 1, 2, 0)).as("in other batches").isEqualTo(second);
    }

    /** Four of ten images make a batch; which two are left out is another thing in each epoch. */
    @Test
    void whatDoesNotFillABatchCanBeLeftOut() {
        List<List<Integer>> leftOut = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            List<Integer> all = order(1, epoch, 0);
            List<Integer> taken = new ArrayList<>();
            try (BatchStream batches = BatchStream.training(
                    images(),
                    Configs.over(config(1), "drop-last", "true"),
                    ChannelStatistics.identity(images()),
                    epoch,
                    0)) {
                assertThat(batches.batches()).isEqualTo(2);
                while (batches.hasNext()) {
                    Batch batch = batches.next();
                    assertThat(batch.size()).isEqualTo(4);
                    for (int row = 0; row < 4; row++) {
                        taken.add(Math.round(batch.images().getFloat(row, 0, 0, 0) * 255));
                    }
                }
            }
            assertThat(taken).isEqualTo(all.subList(0, 8));
            leftOut.add(all.subList(8, 10));
        }
        assertThat(leftOut).doesNotHaveDuplicates();
    }

    /** 2 of 12 images are 12 / (2 x 2) each, 10 are 12 / (2 x 10); the third class has none. */
    @Test
    void balancedWeightsAreOfTheWholeTrainingSet() {
        int[] labels = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        ImageSet images = new ImageSet(new byte[12], labels, 1, 1, 1, List.of("many", "few", "none"));
        TrainConfig plain = Configs.of("batch-size", "5");
        TrainConfig balanced = Configs.over(plain, "class-weights", "balanced", "augment", "mixup=1");
        ChannelStatistics scaling = ChannelStatistics.identity(images);
        try (BatchStream batches = BatchStream.training(images, balanced, scaling, 1, 1);
                BatchStream unweighted = BatchStream.training(images, plain, scaling, 1, 0);
                BatchStream validation = BatchStream.validation(images, 5, scaling, View.PLAIN)) {
            assertThat(batches.next().labels().weights()).containsExactly(0.6, 3, 0);
            Labels last = batches.next().labels();
            assertThat(last.size()).isEqualTo(2);
            assertThat(last.weights()).containsExactly(0.6, 3, 0);
            assertThat(last.shuffled(1).weights()).containsExactly(0.6, 3, 0);
            assertThat(unweighted.next().labels().weights()).isEmpty();
            assertThat(validation.next().labels().weights()).isEmpty();
        }
    }

    @Test
    void validationImagesAreNotVaried() {
        ImageSet images = images();
        try (BatchStream batches = BatchStream.validation(images, 10, ChannelStatistics.identity(images), View.PLAIN)) {
            float[] values = batches.next().images().muli(255).dup().data().asFloat();
            for (int k = 0; k < values.length; k++) {
                assertThat(Math.round(values[k])).isEqualTo(images.image(k / 6)[k % 6]);
            }
        }
    }

    @Test
    void skippingLeavesTheRestAsItWas() {
        assertThat(order(1, 1, 1)).isEqualTo(order(1, 1, 0).subList(4, 10));
    }

    @Test
    void validationKeepsTheOrderAndTheLastBatchIsSmaller() {
        ImageSet images = images();
        try (BatchStream batches = BatchStream.validation(images, 4, ChannelStatistics.identity(images), View.PLAIN)) {
            assertThat(batches.batches()).isEqualTo(3);
            assertThat(batches.next().images().getFloat(1, 0, 0, 0)).isEqualTo(1 / 255f);
            assertThat(batches.next().size()).isEqualTo(4);
            assertThat(batches.next().size()).isEqualTo(2);
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void normalisationGivesMeanZeroAndDeviationOne() {
        ImageSet images = SyntheticImages.generate(40, Seeds.generator(9));
        try (BatchStream batches = BatchStream.validation(images, 40, ChannelStatistics.of(images), View.PLAIN)) {
            Batch batch = batches.next();
            for (int channel = 0; channel < 3; channel++) {
                var values = batch.images().tensorAlongDimension(channel, 0, 2, 3);
                assertThat(values.meanNumber().doubleValue()).isBetween(-1e-4, 1e-4);
                assertThat(values.stdNumber().doubleValue()).isBetween(0.999, 1.001);
            }
        }
    }
}
