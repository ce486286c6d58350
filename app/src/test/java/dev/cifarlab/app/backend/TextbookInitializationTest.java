package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Stem;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TextbookInitializationTest {

    private static final double STANDARD_ERRORS = 4.5;

    @ParameterizedTest
    @EnumSource(Initialization.class)
    void everyKernelHasTheTextbookStandardDeviation(Initialization scheme) {
        Network network = Network.create(Specs.of(ModelKind.RESNET18, Activation.RELU, scheme), Specs.adam());
        int kernels = 0;
        for (Map.Entry<String, INDArray> entry : network.graph().paramTable().entrySet()) {
            if (entry.getKey().endsWith("_W")) {
                kernels++;
                check(scheme, entry.getKey(), entry.getValue());
            }
        }
        assertThat(kernels).as("20 convolutions and the linear layer").isEqualTo(21);
    }

    private static void check(Initialization scheme, String name, INDArray kernel) {
        long[] shape = kernel.shape();
        double expected = standardDeviation(scheme, shape);
        double n = kernel.length();
        // the standard error of a standard deviation is sd sqrt((kurtosis - 1) / 4 n): kurtosis 3, or 1.8 if uniform
        double kurtosis = scheme.name().endsWith("UNIFORM") ? 1.8 : 3;
        double error = expected * Math.sqrt((kurtosis - 1) / (4 * n));
        assertThat(kernel.stdNumber().doubleValue())
                .as("standard deviation of %s", name)
                .isCloseTo(expected, Offset.offset(STANDARD_ERRORS * error));
        assertThat(kernel.meanNumber().doubleValue())
                .as("mean of %s", name)
                .isCloseTo(0, Offset.offset(STANDARD_ERRORS * expected / Math.sqrt(n)));
    }

    /** Written out for kernels (out, in, k, k) and dense weights (in, out), not taken from the code under test. */
    private static double standardDeviation(Initialization scheme, long[] shape) {
        double in = shape.length == 4 ? shape[1] * shape[2] * shape[3] : shape[0];
        double out = shape.length == 4 ? shape[0] * shape[2] * shape[3] : shape[1];
        return switch (scheme) {
            case GLOROT_NORMAL, GLOROT_UNIFORM -> Math.sqrt(2 / (in + out));
            case HE_NORMAL -> Math.sqrt(2 / in);
            case FAN_IN_UNIFORM -> Math.sqrt(1 / (3 * in));
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1L << 40})
    void theSameSeedGivesTheSameWeights(long seed) {
        assertThat(weights(seed)).isEqualTo(weights(seed)).isNotEqualTo(weights(seed + 1));
    }

    private static float[] weights(long seed) {
        NetworkSpec spec = new NetworkSpec(
                ModelKind.MLP,
                Stem.AUTO,
                Activation.RELU,
                Initialization.GLOROT_NORMAL,
                3,
                32,
                32,
                10,
                0,
                ConvolutionRoute.AUTO,
                Precision.FLOAT32,
                seed);
        return Network.create(spec, Specs.adam()).state().parameters();
    }
}
