package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchNorm2dTest {

    private static BatchNorm2d layer(int channels, double epsilon, DataType type) {
        BatchNorm2d layer = BatchNorm2d.builder()
                .channels(channels)
                .epsilon(epsilon)
                .dataType(type)
                .build();
        layer.weights().put("gamma", Gradients.random(7, channels).castTo(type));
        layer.weights().put("beta", Gradients.random(8, channels).castTo(type));
        return layer;
    }

    private static Map<String, INDArray> all(BatchNorm2d layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> cache = layer.forward(x);
        Map<String, INDArray> all = new LinkedHashMap<>(layer.backward(cache, gradOutput));
        all.put("out", cache.get("out"));
        return all;
    }

    private static SDVariable graph(SameDiff graph, Map<String, SDVariable> v, INDArray x) {
        SDVariable centred = v.get("x").sub(v.get("x").mean(true, 0, 2, 3));
        SDVariable variance = centred.mul(centred).mean(true, 0, 2, 3);
        SDVariable normalised = centred.div(graph.math().sqrt(variance.add(1e-5)));
        return normalised
                .mul(v.get("gamma").reshape(1, x.size(1), 1, 1))
                .add(v.get("beta").reshape(1, x.size(1), 1, 1));
    }

    private static Map<String, INDArray> dl4j(BatchNorm2d layer, INDArray x, INDArray gradOutput) {
        Map<String, INDArray> theirs = References.dl4j(
                new BatchNormalization.Builder().useLogStd(false).build(),
                InputType.convolutional(x.size(2), x.size(3), x.size(1)),
                layer.weights(),
                x,
                gradOutput);
        theirs.keySet().retainAll(Set.of("out", "dX", "dgamma", "dbeta"));
        theirs.replaceAll((name, array) -> array.rank() == 2 ? array.reshape(array.length()) : array);
        return theirs;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 3, 2", "4, 3, 2, 2", "2, 5, 3, 1", "8, 2, 1, 1"})
    void equalsTheFrameworksAndCentralDifferences(int n, int c, int h, int w) {
        BatchNorm2d layer = layer(c, 1e-5, DataType.DOUBLE);
        INDArray x = Gradients.apart(1, n, c, h, w).muli(3).addi(2);
        INDArray grad = Gradients.random(2, n, c, h, w);
        Map<String, INDArray> ours = all(layer, x, grad);
        Map<String, INDArray> values = new LinkedHashMap<>(layer.weights());
        values.put("x", x);
        Proof.sameDiff("BatchNorm2d").holds(ours, References.sameDiff(values, grad, (graph, v) -> graph(graph, v, x)));
        Proof.dl4j("BatchNorm2d").holds(ours, dl4j(layer, x, grad));
        for (var weight : Map.of("dgamma", "gamma", "dbeta", "beta").entrySet()) {
            INDArray differences = Gradients.differences(
                    layer.weights().get(weight.getValue()),
                    () -> layer.forward(x).get("out").mul(grad).sumNumber().doubleValue());
            Proof.differences("BatchNorm2d").holds(weight.getKey(), ours.get(weight.getKey()), differences);
        }
        INDArray differences = Gradients.differences(
                x, () -> layer.forward(x).get("out").mul(grad).sumNumber().doubleValue());
        Proof.differences("BatchNorm2d").holds("dX", ours.get("dX"), differences);
        BatchNorm2d single = layer(c, 1e-5, DataType.FLOAT);
        INDArray floats = x.castTo(DataType.FLOAT);
        INDArray floatGrad = grad.castTo(DataType.FLOAT);
        Proof.dl4jFloat("BatchNorm2d").holds(all(single, floats, floatGrad), dl4j(single, floats, floatGrad));
    }

    @Test
    void theFormulaIsWhatTheStepsAddUpTo() {
        BatchNorm2d layer = layer(3, 0.1, DataType.DOUBLE);
        Map<String, INDArray> cache = layer.forward(Gradients.random(1, 4, 3, 5, 2));
        INDArray grad = Gradients.random(2, 4, 3, 5, 2);
        new Proof("BatchNorm2d", "itself in steps", 1e-13)
                .holds(layer.backward(cache, grad), layer.backwardInSteps(cache, grad));
    }

    /** Without epsilon dX takes from dOut what lies along 1 and xHat, and scales the rest. */
    @Test
    void theFormulaIsAProjection() {
        int m = 12;
        BatchNorm2d layer = layer(1, 1e-30, DataType.DOUBLE);
        INDArray x = Gradients.random(1, m, 1, 1, 1);
        INDArray grad = Gradients.random(2, m, 1, 1, 1);
        Map<String, INDArray> cache = layer.forward(x);
        INDArray basis = Nd4j.ones(DataType.DOUBLE, m, 2);
        basis.putColumn(1, cache.get("normalised").reshape(m));
        INDArray projection = basis.mmul(basis.transpose()).divi(m); // the columns are orthogonal, of length sqrt(m)
        INDArray scale = layer.weights().get("gamma").div(cache.get("deviation"));
        INDArray expected =
                grad.reshape(m, 1).sub(projection.mmul(grad.reshape(m, 1))).mul(scale.getDouble(0));
        new Proof("BatchNorm2d", "the projection", 1e-13)
                .holds(
                        "dX",
                        layer.backward(cache, grad).get("dX"),
                        expected.dup('c').reshape(m, 1, 1, 1));
    }

    @Test
    void theRunningStatisticsMoveATenthOfTheWayAndServeInference() {
        BatchNorm2d layer = layer(2, 1e-5, DataType.DOUBLE);
        INDArray x = Gradients.random(1, 3, 2, 2, 2);
        layer.forward(x);
        INDArray mean = x.mean(0, 2, 3);
        INDArray variance = x.permute(1, 0, 2, 3).dup('c').reshape(2, 12).var(false, 1);
        Proof formula = new Proof("BatchNorm2d", "the formula", 1e-13);
        formula.holds("mean", layer.statistics().get("mean"), mean.mul(0.1));
        formula.holds(
                "variance",
                layer.statistics().get("variance"),
                variance.mul(0.1).addi(0.9));
        for (int step = 0; step < 400; step++) {
            layer.forward(x); // 0.9^400 is below rounding
        }
        formula.holds("inference", layer.infer(x), layer.forward(x).get("out"));
        INDArray before = layer.statistics().get("mean").dup();
        layer.infer(x.mul(5));
        assertThat(layer.statistics().get("mean")).isEqualTo(before);
        layer.initializeWeights();
        assertThat(layer.statistics().get("variance").toDoubleVector()).containsOnly(1);
        assertThat(layer.weights().get("gamma").toDoubleVector()).containsOnly(1);
    }

    @Test
    void aConstantChannelGivesBeta() {
        BatchNorm2d layer = layer(1, 1e-5, DataType.DOUBLE);
        INDArray out = layer.forward(Nd4j.ones(DataType.DOUBLE, 2, 1, 2, 2)).get("out");
        assertThat(out.getDouble(1, 0, 1, 1))
                .isCloseTo(layer.weights().get("beta").getDouble(0), within(1e-15));
    }

    @Test
    void aNumberThatIsNoneSpoilsItsChannelAlone() {
        BatchNorm2d layer = layer(2, 1e-5, DataType.DOUBLE);
        INDArray x = Gradients.random(1, 2, 2, 2, 1);
        x.putScalar(new long[] {1, 0, 1, 0}, Double.NaN);
        Map<String, INDArray> ours = all(layer, x, Gradients.random(2, 2, 2, 2, 1));
        for (String name : new String[] {"out", "dX"}) {
            double[] numbers =
                    ours.get(name).permute(1, 0, 2, 3).dup('c').data().asDouble();
            for (int k = 0; k < 8; k++) {
                assertThat(Double.isNaN(numbers[k])).as("%s %d", name, k).isEqualTo(k < 4);
            }
        }
        assertThat(layer.statistics().get("variance").getDouble(0)).isNaN();
    }

    @Test
    void refusesOtherShapes() {
        BatchNorm2d layer = layer(2, 1e-5, DataType.DOUBLE);
        assertThatThrownBy(() -> layer.infer(Gradients.random(1, 2, 3, 2, 2)))
                .hasMessage("x: expected DOUBLE (any, 2, any, any), found DOUBLE (2, 3, 2, 2)");
        assertThatThrownBy(() -> BatchNorm2d.builder().epsilon(0).build())
                .hasMessage("epsilon: expected a number above 0.0, found 0.0");
        assertThatThrownBy(() -> BatchNorm2d.builder().channels(0).build())
                .hasMessage("channels: expected at least 1, found 0");
    }
}
