package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.NetBuilder;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Training on many images of one class and few of another that is hard to tell from it. */
class RareClassTest {

    /** Two pixels of one grey, around 100 in the first class and 140 in the second, with a deviation of 30. */
    private static ImageSet greys(int first, int second, long seed) {
        Random random = new Random(seed);
        int[] labels =
                IntStream.range(0, first + second).map(k -> k < first ? 0 : 1).toArray();
        byte[] pixels = new byte[2 * labels.length];
        for (int k = 0; k < labels.length; k++) {
            double grey = 100 + 40 * labels[k] + 30 * random.nextGaussian();
            pixels[2 * k] = (byte) Math.max(0, Math.min(255, grey));
            pixels[2 * k + 1] = pixels[2 * k];
        }
        return new ImageSet(pixels, labels, 1, 1, 2, List.of("frequent", "rare"));
    }

    /** The share of each class that is recognised. */
    private static double[] recalls(String weights) {
        ImageSet training = greys(950, 50, 1);
        ChannelStatistics scaling = ChannelStatistics.of(training);
        TrainConfig config = Configs.of("batch-size", "50", "class-weights", weights);
        NetBuilder builder = new NetBuilder(Shape.maps(1, 1, 2));
        Net net = builder.output(builder.dense("hidden1", Net.INPUT, 8, Activation.TANH), 2);
        UpdateRule rule = UpdateRule.of(Optimizer.ADAM, new LearningRate(Schedule.CONSTANT, 0.01, 200));
        NetworkSpec spec = Specs.of(ModelKind.MLP, Activation.TANH, Initialization.GLOROT_NORMAL);
        try (Network network = Network.of(spec, net, rule)) {
            for (int epoch = 1; epoch <= 10; epoch++) {
                try (BatchStream batches = BatchStream.training(training, config, scaling, epoch, 0)) {
                    batches.forEachRemaining(batch -> network.fit(batch.images(), batch.labels()));
                }
            }
            Batch asked = Batch.of(greys(1000, 1000, 2), scaling);
            double[][] logits = network.logits(asked.images()).toDoubleMatrix();
            double[] recalls = new double[2];
            for (int k = 0; k < logits.length; k++) {
                int label = asked.labels().first()[k];
                recalls[label] += BatchScore.largest(logits[k]) == label ? 1 / 1000.0 : 0;
            }
            return recalls;
        }
    }

    /**
     * By the normal distribution a threshold half way between the greys, at 2/3 of a deviation from each, tells 74.8 %
     * of both; where 95 % are of the first class the best one is at 186, which 6 % of the second are above.
     */
    @Test
    void balancedWeightsGiveItsShareOfRecall() {
        double[] plain = recalls("none");
        double[] balanced = recalls("balanced");
        assertThat(plain[1]).isLessThan(0.15);
        assertThat((plain[0] + plain[1]) / 2).isLessThan(0.575);
        assertThat(balanced[0]).isBetween(0.6, 0.87);
        assertThat(balanced[1]).isBetween(0.6, 0.87);
        assertThat((balanced[0] + balanced[1]) / 2).isBetween(0.72, 0.775); // of 2000 images, a deviation of 0.01
    }
}
