package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.OneDnn;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

class MaxPooling2dTest {

    private static Map<String, INDArray> all(MaxPooling2d layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(layer.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    private static Map<String, INDArray> sameDiff(int f, INDArray x, INDArray gradOutput) {
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(f)
                .kW(f)
                .sH(f)
                .sW(f)
                .dH(1)
                .dW(1)
                .isNHWC(false)
                .build();
        return References.sameDiff(
                Map.of("x", x), gradOutput, (graph, v) -> graph.cnn().maxPooling2d(v.get("x"), config));
    }

    private static Map<String, INDArray> dl4j(int f, INDArray x, INDArray gradOutput, boolean helper) {
        SubsamplingLayer configuration = new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(f, f)
                .stride(f, f)
                .build();
        InputType type = InputType.convolutional(x.size(2), x.size(3), x.size(1));
        return helper
                ? References.dl4jWithHelper(configuration, type, Map.of(), x, gradOutput)
                : References.dl4j(configuration, type, Map.of(), x, gradOutput);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 3, 8, 6",
        "2, 1, 1, 5, 7",
        "3, 2, 2, 7, 11",
        "1, 2, 1, 3, 2",
        "4, 1, 2, 4, 4",
        "2, 2, 2, 9, 4",
        "3, 1, 1, 5, 8"
    })
    void equalsTheFrameworksAndCentralDifferences(int f, int n, int c, int h, int w) {
        MaxPooling2d layer = MaxPooling2d.builder().filterSize(f).build();
        INDArray x = Gradients.apart(1, n, c, h, w);
        INDArray grad = Gradients.random(2, n, c, h / f, w / f);
        Map<String, INDArray> ours = all(layer, x, grad);
        Proof.sameDiff("MaxPooling2d").holds(ours, sameDiff(f, x, grad));
        Proof.dl4j("MaxPooling2d").holds(ours, dl4j(f, x, grad, false));
        Proof.differencesNearKinks("MaxPooling2d").holds(ours, Gradients.differences(layer, x, grad));
        MaxPooling2d single =
                MaxPooling2d.builder().filterSize(f).dataType(DataType.FLOAT).build();
        INDArray floats = x.castTo(DataType.FLOAT);
        INDArray floatGrad = grad.castTo(DataType.FLOAT);
        Map<String, INDArray> singles = all(single, floats, floatGrad);
        Proof.dl4jFloat("MaxPooling2d").holds(singles, dl4j(f, floats, floatGrad, false));
        if (OneDnn.PRESENT) {
            Proof.dl4jWithHelper("MaxPooling2d").holds(singles, dl4j(f, floats, floatGrad, true));
        }
    }

    @Test
    void theFirstOfEqualPixelsGetsTheGradientAsInTheFrameworks() {
        INDArray x = Nd4j.createFromArray(new double[] {
                    1, 1, 0, 2,
                    1, 1, 2, 2,
                    -3, -5, 0, 0,
                    -3, -4, 0, 0
                })
                .reshape(1, 1, 4, 4);
        INDArray grad = Nd4j.createFromArray(new double[] {1, 2, 3, 4}).reshape(1, 1, 2, 2);
        MaxPooling2d layer = MaxPooling2d.builder().build();
        double[] expected = {
            1, 0, 0, 2,
            0, 0, 0, 0,
            3, 0, 4, 0,
            0, 0, 0, 0
        };
        Map<String, INDArray> ours = all(layer, x, grad);
        assertThat(ours.get("dX").data().asDouble()).isEqualTo(expected);
        Proof.sameDiff("MaxPooling2d (ties)").holds(ours, sameDiff(2, x, grad));
        Proof.dl4j("MaxPooling2d (ties)").holds(ours, dl4j(2, x, grad, false));
        if (OneDnn.PRESENT) {
            MaxPooling2d single =
                    MaxPooling2d.builder().dataType(DataType.FLOAT).build();
            INDArray floats = x.castTo(DataType.FLOAT);
            INDArray floatGrad = grad.castTo(DataType.FLOAT);
            Proof.dl4jWithHelper("MaxPooling2d (ties)")
                    .holds(all(single, floats, floatGrad), dl4j(2, floats, floatGrad, true));
        }
    }

    @Test
    void hasNoWeightsAndRefusesWrongInput() {
        MaxPooling2d layer = MaxPooling2d.builder().filterSize(3).build();
        layer.initializeWeights();
        assertThat(layer.weights()).isEmpty();
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 1, 1, 2, 9)))
                .hasMessage("x: expected at least 3 rows and columns, found 2");
        assertThatThrownBy(() -> layer.forward(Gradients.random(1, 9, 9)))
                .hasMessage("x: expected DOUBLE (any, any, any, any), found DOUBLE (9, 9)");
        assertThatThrownBy(() -> MaxPooling2d.builder().filterSize(0).build())
                .hasMessage("filterSize: expected at least 1, found 0");
    }
}
