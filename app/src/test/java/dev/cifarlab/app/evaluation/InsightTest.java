package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Networks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ResNet-18 after two steps of training, and one image. */
class InsightTest {

    private static DataSets data;
    private static ChannelStatistics normalisation;
    private static Network network;
    private static Insight insight;

    private static TrainConfig config(String model) {
        return Configs.of(
                "model", model, "data", "synthetic", "train-limit", "16", "test-limit", "20", "batch-size", "8");
    }

    @BeforeAll
    static void train() {
        TrainConfig config = config("resnet18");
        data = DataSets.load(config, (bytes, total) -> {});
        normalisation = ChannelStatistics.of(data.train());
        network = Networks.create(config, data.card());
        try (BatchStream batches = BatchStream.training(data.train(), config, normalisation, 1, 0)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                network.fit(batch.images(), batch.labels());
            }
        }
        insight = Insight.of(network, data.validation().select(new int[] {7}), normalisation);
    }

    @Test
    void aMapOfTheFirstConvolutionEqualsAForwardPassByHand() {
        double[][][] image = normalised(insight.image());
        for (int filter : new int[] {0, 31, 63}) {
            float[][] map = insight.first().convolution().values()[filter];
            assertThat(map).hasDimensions(32, 32);
            for (int[] at : new int[][] {{0, 0}, {0, 31}, {15, 16}, {31, 31}, {30, 2}}) {
                assertThat((double) map[at[0]][at[1]]).isCloseTo(convolved(image, filter, at[0], at[1]), within(1e-4));
            }
        }
    }

    /** Cross-correlation with one pixel of zeros around the image. */
    private static double convolved(double[][][] image, int filter, int row, int column) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int y = Math.max(0, row - 1); y <= Math.min(31, row + 1); y++) {
                for (int x = Math.max(0, column - 1); x <= Math.min(31, column + 1); x++) {
                    double weight = insight.first().kernel().getDouble(filter, channel, y - row + 1, x - column + 1);
                    sum += weight * image[channel][y][x];
                }
            }
        }
        return sum;
    }

    private static double[][][] normalised(ImageSet set) {
        double[][][] image = new double[3][32][32];
        byte[] pixels = set.image(0);
        for (int k = 0; k < set.imageLength(); k++) {
            int channel = k / 1024;
            double value = (pixels[k] & 0xff) / 255.0;
            image[channel][k / 32 % 32][k % 32] =
                    (value - normalisation.mean()[channel]) / normalisation.std()[channel];
        }
        return image;
    }

    @Test
    void aMapOfTheLastConvolutionEqualsAForwardPassByHand() {
        float[][][] input = FeatureMaps.Maps.of(network.activations(
                                Batch.of(data.validation().select(new int[] {7}), normalisation)
                                        .images())
                        .get("stage4_block2_act1"))
                .values();
        assertThat(input).hasDimensions(512, 4);
        for (int filter : new int[] {0, 300, 511}) {
            for (int pixel = 0; pixel < 16; pixel++) {
                double sum = 0;
                for (int k = 0; k < 512 * 9; k++) {
                    int y = pixel / 4 + k / 3 % 3 - 1;
                    int x = pixel % 4 + k % 3 - 1;
                    if (y >= 0 && y < 4 && x >= 0 && x < 4) {
                        sum += insight.last().kernel().getDouble(filter, k / 9, k / 3 % 3, k % 3) * input[k / 9][y][x];
                    }
                }
                double map = insight.last().convolution().values()[filter][pixel / 4][pixel % 4];
                assertThat(map).isCloseTo(sum, within(1e-4 * Math.max(1, Math.abs(sum))));
            }
        }
    }

    @Test
    void whatGoesIntoTheActivationIsShownBeforeIt() {
        assertThat(least(insight.first().before())).isNegative();
        assertThat(least(insight.last().before())).isNegative();
    }

    private static double least(FeatureMaps.Maps maps) {
        double least = 0;
        for (float[][] map : maps.values()) {
            for (float[] row : map) {
                for (float value : row) {
                    least = Math.min(least, value);
                }
            }
        }
        return least;
    }

    @Test
    void afterTheActivationIsReluOfBefore() {
        for (FeatureMaps maps : new FeatureMaps[] {insight.first(), insight.last()}) {
            for (int channel = 0; channel < maps.before().channels(); channel += 13) {
                float[][] before = maps.before().values()[channel];
                float[][] after = maps.after().values()[channel];
                for (int row = 0; row < before.length; row++) {
                    for (int column = 0; column < before[row].length; column++) {
                        assertThat(after[row][column]).isEqualTo(Math.max(0, before[row][column]));
                    }
                }
            }
        }
    }

    @Test
    void theMeanOfAClassActivationMapPlusTheBiasIsTheLogit() {
        for (int index = 0; index < 10; index++) {
            double mean = new FeatureMaps.Maps(new float[][][] {insight.classActivationMap(index)}).mean(0);
            assertThat(mean + insight.bias()[index]).isCloseTo(insight.logits()[index], within(1e-4));
        }
    }

    @Test
    void theContributionsAndTheBiasAddUpToTheLogit() {
        var contributions = insight.contributions(insight.predicted());
        double sum =
                contributions.stream().mapToDouble(Insight.Contribution::value).sum();
        assertThat(contributions).hasSize(512);
        assertThat(contributions.get(0).value())
                .isGreaterThan(contributions.get(511).value());
        assertThat(sum + insight.bias()[insight.predicted()])
                .isCloseTo(insight.logits()[insight.predicted()], within(1e-4));
    }

    @Test
    void aNetworkWithoutConvolutionsIsRefused() {
        TrainConfig config = config("mlp");
        Network mlp = Networks.create(config, data.card());
        assertThatThrownBy(() -> Insight.of(mlp, data.validation(), normalisation))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no convolutions");
    }
}
