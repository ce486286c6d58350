package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.layer.BatchNorm2d;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The right versions that are written out here. */
class ReferencesTest {

    private static final double EPSILON = 0.01;

    @Test
    void batchNormalisationIsTheLayers() {
        Draw draw = new Draw(5);
        INDArray x = draw.array(3, 2, 4, 5);
        INDArray dOut = draw.array(3, 2, 4, 5);
        Map<String, INDArray> weights = Map.of("gamma", draw.array(2), "beta", draw.array(2));
        BatchNorm2d layer = BatchNorm2d.builder().channels(2).epsilon(EPSILON).build();
        layer.weights().putAll(weights);
        ReferenceBatchNorm right = new ReferenceBatchNorm(2, EPSILON);
        right.weights().putAll(weights);
        Map<String, INDArray> cache = layer.forward(x);
        same(right.forward(x, true), cache, "out");
        same(right.statistics(), layer.statistics(), "mean", "variance");
        same(right.backward(Map.of("x", x), dOut), layer.backward(cache, dOut), "dX", "dgamma", "dbeta");
        same(right.forward(x, false), Map.of("out", layer.infer(x)), "out");
    }

    private static void same(Map<String, INDArray> mine, Map<String, INDArray> others, String... names) {
        for (String name : names) {
            assertThat(Comparison.of(name, mine.get(name), others.get(name), 1e-12)
                            .text())
                    .isEmpty();
        }
    }

    @Test
    void theResidualBlocksGradientsAreCentralDifferences() {
        Draw draw = new Draw(6);
        ReferenceResidual block = new ReferenceResidual(4, 3, 5);
        block.weights().replaceAll((name, w) -> draw.array(w.shape()));
        INDArray x = draw.array(6, 4);
        INDArray dOut = draw.array(6, 5);
        Map<String, INDArray> grads = block.backward(Map.of("x", x), dOut);
        same(grads, Map.of("dX", differences(block, x, x, dOut)), "dX", 1e-7);
        block.weights()
                .forEach(
                        (name, w) -> same(grads, Map.of("d" + name, differences(block, x, w, dOut)), "d" + name, 1e-7));
    }

    private static void same(Map<String, INDArray> mine, Map<String, INDArray> others, String name, double tolerance) {
        assertThat(Comparison.of(name, mine.get(name), others.get(name), tolerance)
                        .text())
                .isEmpty();
    }

    private static INDArray differences(ReferenceResidual block, INDArray x, INDArray of, INDArray dOut) {
        INDArray differences = of.dup('c');
        double step = 1e-6;
        for (long k = 0; k < of.length(); k++) {
            double number = of.getDouble(k);
            of.putScalar(k, number + step);
            double more = block.out(x).mul(dOut).sumNumber().doubleValue();
            of.putScalar(k, number - step);
            double less = block.out(x).mul(dOut).sumNumber().doubleValue();
            of.putScalar(k, number);
            differences.putScalar(k, (more - less) / (2 * step));
        }
        return differences;
    }
}
