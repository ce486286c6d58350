package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.SoftmaxCrossEntropy;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings on many images of one class and few of others. */
class ClassWeightsTest {

    /** 40 images of noise, 30 of them of the first of three classes, 8 of the second. */
    private static DataSets data() {
        int[] labels =
                IntStream.range(0, 40).map(k -> k < 30 ? 0 : k < 38 ? 1 : 2).toArray();
        byte[] pixels = new byte[40 * 16];
        new Random(1).nextBytes(pixels);
        ImageSet images = new ImageSet(pixels, labels, 1, 4, 4, List.of("many", "some", "few"));
        return DataSets.of(images, images, "noise", false);
    }

    /** Mean of w (t - softmax), where t are smoothed; w are 40 / (3 x 30), 40 / (3 x 8) and 40 / (3 x 2). */
    private static double[] descent(double[][] logits, double[][] targets, double smoothing) {
        double[] weights = {40 / 90.0, 40 / 24.0, 40 / 6.0};
        double[] descent = new double[3];
        for (int row = 0; row < 40; row++) {
            double[] p = SoftmaxCrossEntropy.softmax(logits[row]);
            for (int k = 0; k < 3; k++) {
                double weighted = weights[k] * ((1 - smoothing) * targets[row][k] + smoothing / 3);
                for (int other = 0; other < 3; other++) {
                    descent[other] += weighted * ((other == k ? 1 : 0) - p[other]) / 40;
                }
            }
        }
        return descent;
    }

    /** Plain descent at rate 1 moves the output's bias by just that, also in two parts and with mixed labels. */
    @ParameterizedTest
    @CsvSource({
        "auto, 40, 1, none, 0",
        "auto, 20, 2, none, 0.2",
        "auto, 40, 1, mixup=1, 0.2",
        "native, 40, 1, none, 0",
        "native, 20, 2, none, 0.2",
        "native, 40, 1, mixup=1, 0.2"
    })
    void aStepFollowsTheWeightedGradient(String route, String size, String parts, String augment, double smoothing) {
        String settings = "model mlp optimizer sgd momentum 0 nesterov false learning-rate 1 class-weights balanced"
                + " convolution " + route + " batch-size " + size + " accumulate " + parts + " augment " + augment
                + " label-smoothing " + smoothing;
        TrainConfig config = Configs.of(settings.split(" "));
        DataSets data = data();
        try (Network network = Networks.create(config, data.card());
                BatchStream batches =
                        BatchStream.training(data.train(), config, data.card().normalisation(), 1, 0)) {
            Batch batch = batches.next();
            double[][] logits = network.logits(batch.images()).toDoubleMatrix();
            INDArray before = network.graph().getParam("logits_b").dup();
            BatchScore score = network.fit(batch.images(), batch.labels());
            assertThat(network.graph().getParam("logits_b").sub(before).toDoubleVector())
                    .containsExactly(
                            descent(logits, batch.labels().targets(3), smoothing), within(1e-5)); // float's 7 digits
            assertThat(score.loss())
                    .as("the loss that is told is plain")
                    .isCloseTo(BatchScore.of(logits, batch.labels()).loss(), within(1e-4));
        }
    }
}
