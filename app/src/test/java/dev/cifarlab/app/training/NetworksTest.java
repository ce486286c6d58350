package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What of the settings reaches the network. */
class NetworksTest {

    private static TrainConfig config(String... pairs) {
        return TestData.config(3, pairs);
    }

    private static INDArray weightsAfterAStep(TrainConfig config, String name) {
        DataSets data = TestData.data(config);
        ChannelStatistics statistics = data.card().normalisation();
        try (Network network = Networks.create(config, data.card());
                BatchStream batches = BatchStream.training(data.train(), config, statistics, 1, 0)) {
            Batch batch = batches.next();
            network.fit(batch.images(), batch.labels());
            return network.graph().getParam(name).dup();
        }
    }

    @Test
    void decayRateAndRuleAreThoseOfTheSettings() {
        String[] sgd = {"optimizer", "sgd", "learning-rate", "0.01", "weight-decay", "0.2"};
        TrainConfig with = config(sgd);
        sgd[5] = "0";
        DataSets data = TestData.data(with);
        INDArray before;
        try (Network fresh = Networks.create(with, data.card())) {
            before = fresh.graph().getParam("logits_W").dup();
        }
        INDArray difference = weightsAfterAStep(config(sgd), "logits_W").sub(weightsAfterAStep(with, "logits_W"));
        INDArray expected = before.mul(1.9 * 0.01 * 0.2); // Nesterov's first step is 1.9 times the gradient
        assertThat(difference.sub(expected).amaxNumber().doubleValue())
                .isLessThan(1e-4 * expected.amaxNumber().doubleValue() + 1e-7);
    }

    @Test
    void smoothingAndSeedAreThoseOfTheSettings() {
        TrainConfig config = config("label-smoothing", "0.1", "seed", "5");
        try (Network network = Networks.create(config, TestData.data(config).card())) {
            assertThat(network.spec().labelSmoothing()).isEqualTo(0.1);
            assertThat(network.spec().seed()).isEqualTo(5);
        }
    }

    /** Linux says whether the processor multiplies bfloat16. */
    @Test
    void anAutomaticPrecisionIsSettledByTheProcessor() throws IOException {
        assumeThat(System.getenv("ONEDNN_MAX_CPU_ISA"))
                .as("/proc/cpuinfo knows nothing of it")
                .isNull();
        boolean multiplies = OneDnn.available()
                && Files.readString(Path.of("/proc/cpuinfo")).matches("(?s).*\\b(avx512_bf16|amx_bf16)\\b.*");
        Precision expected = multiplies ? Precision.BF16 : Precision.FLOAT32;
        TrainConfig config = config("precision", "auto");
        assertThat(Networks.settled(config).precision()).isEqualTo(expected);
        try (Network network = Networks.create(config, TestData.data(config).card())) {
            assertThat(network.spec().precision()).isEqualTo(expected);
        }
        assertThat(Networks.settled(config("precision", "auto", "convolution", "native"))
                        .precision())
                .isEqualTo(Precision.FLOAT32);
        assertThat(Networks.settled(config("precision", "bf16")).precision()).isEqualTo(Precision.BF16);
        assertThatThrownBy(Precision.AUTO::bytes).isInstanceOf(IllegalStateException.class);
    }

    /** 90 images in batches of 32 are three steps an epoch, nine in all. */
    @Test
    void theScheduleEndsWithTheLastStep() {
        TrainConfig config = config("schedule", "cosine", "learning-rate", "0.1");
        DataCard data = TestData.data(config).card();
        LearningRate rate = Networks.learningRate(config, data);
        assertThat(rate.iterations()).isEqualTo(9);
        assertThat(rate.at(9)).isCloseTo(0, within(1e-15));
        assertThat(rate.at(8)).isCloseTo(0.05 * (1 + Math.cos(Math.PI * 8 / 9)), within(1e-12));
        assertThat(Networks.rateAtStart(config, data, 1)).isEqualTo(0.1);
        assertThat(Networks.rateAtStart(config, data, 2)).isCloseTo(0.075, within(1e-12));
    }
}
