package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Stem;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** What is said of the memory of a training before it begins, against what its programs are laid out in. */
@ExtendWith(Bfloat16OrSkipped.class)
class TrainingMemoryTest {

    private static final long FEW = 16;

    @ParameterizedTest
    @CsvSource({
        "RESNET18, CIFAR, 32, RELU, FLOAT32",
        "RESNET18, CIFAR, 128, RELU, FLOAT32",
        "RESNET18, IMAGENET, 64, TANH, FLOAT32",
        "RESNET18, IMAGENET, 128, RELU, FLOAT32",
        "RESNET18, IMAGENET, 96, RELU, BF16",
        "WRN_16_4, AUTO, 32, RELU, BF16",
        "WRN_16_4, AUTO, 96, TANH, FLOAT32"
    })
    void anImageMoreTakesWhatIsSaidToATenth(
            ModelKind model, Stem stem, int size, Activation activation, Precision precision) {
        Nd4j.zeros(1).sumNumber(); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
        NetworkSpec spec = new NetworkSpec(
                model,
                stem,
                activation,
                Initialization.GLOROT_NORMAL,
                3,
                size,
                size,
                10,
                0,
                ConvolutionRoute.ONEDNN,
                precision,
                7);
        try (Network network = Network.create(spec, Specs.adam())) {
            long each = (bytes(network, 2 * FEW) - bytes(network, FEW)) / FEW;
            long ahead = 6 * Float.BYTES * network.net().shape(Net.INPUT).values();
            assertThat((double) (each + ahead) / spec.trainingBytes()).isBetween(0.9, 1.1);
        }
    }

    private static long bytes(Network network, long examples) {
        try (TrainingPlan plan = new TrainingPlan(
                network.net(),
                network.graph(),
                network.spec().precision(),
                new WeightCopies(),
                0,
                Set.of(),
                false,
                examples)) {
            return plan.program().plan();
        }
    }
}
