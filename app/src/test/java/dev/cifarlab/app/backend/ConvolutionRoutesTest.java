package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Stem;
import dev.cifarlab.app.settings.UserException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Every way of computing convolutions gives the same network. */
class ConvolutionRoutesTest {

    @Test
    void im2colHasTheGradientsOfTheNativeOperations() {
        INDArray a = gradient(ConvolutionRoute.IM2COL);
        INDArray n = gradient(ConvolutionRoute.NATIVE);
        double difference = Transforms.abs(a.sub(n)).maxNumber().doubleValue();
        // tanh: no masks that rounding could flip; the rest is rounding through 18 layers in single precision
        assertThat(difference / Transforms.abs(n).maxNumber().doubleValue()).isBetween(Double.MIN_VALUE, 1e-4);
    }

    @Test
    void onTheProcessorOneDnnIsChosenWhereItIs() {
        ConvolutionRoute expected = OneDnn.available() ? ConvolutionRoute.ONEDNN : ConvolutionRoute.NATIVE;
        assertThat(ConvolutionRoutes.resolve(ConvolutionRoute.AUTO)).isEqualTo(expected);
        assertThat(ConvolutionRoutes.helper(ConvolutionRoute.AUTO, DataType.FLOAT))
                .isNotNull();
        assertThat(ConvolutionRoutes.helper(ConvolutionRoute.IM2COL, DataType.FLOAT))
                .isNull();
    }

    /** The framework's own check of it never passes in 1.0.0-M2.1. */
    @Test
    void theNativeOperationIsNotAskedWhetherItWillDo() {
        assertThat(ConvolutionRoutes.helper(ConvolutionRoute.NATIVE, DataType.FLOAT))
                .matches(ConvolutionHelper::checkSupported);
    }

    @Test
    void fixedAlgorithmsNeedAGpu() {
        assertThatThrownBy(() -> ConvolutionRoutes.requireAvailable(ConvolutionRoute.CUDNN))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'cudnn'")
                .hasMessageContaining("choose auto");
    }

    @ParameterizedTest
    @EnumSource(
            value = ConvolutionRoute.class,
            names = {"AUTO", "NATIVE", "IM2COL"})
    void theFrameworksWaysAreEverywhere(ConvolutionRoute route) {
        assertThatCode(() -> ConvolutionRoutes.requireAvailable(route)).doesNotThrowAnyException();
    }

    @Test
    void oneDnnIsTakenWhereItIsAndRefusedWhereNot() {
        ThrowingCallable ask = () -> ConvolutionRoutes.requireAvailable(ConvolutionRoute.ONEDNN);
        if (OneDnn.available()) {
            assertThatCode(ask).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(ask).isInstanceOf(UserException.class).hasMessageContaining("choose auto");
        }
    }

    private static INDArray gradient(ConvolutionRoute route) {
        NetworkSpec spec = new NetworkSpec(
                ModelKind.RESNET18,
                Stem.AUTO,
                Activation.TANH,
                Initialization.GLOROT_NORMAL,
                3,
                16,
                16,
                10,
                0,
                route,
                Precision.FLOAT32,
                7);
        ComputationGraph graph = Network.create(spec, Specs.adam()).graph();
        Nd4j.getRandom().setSeed(3);
        graph.setInputs(Nd4j.rand(4, 3, 16, 16));
        graph.setLabels(Specs.targets(4));
        graph.computeGradientAndScore();
        return graph.getFlattenedGradients().dup();
    }
}
