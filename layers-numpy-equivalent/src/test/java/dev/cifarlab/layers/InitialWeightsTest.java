package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.NumpyRandom;
import dev.cifarlab.layers.network.Mlp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bounds, seeds and defaults of weights, and that they are drawn again whole. */
class InitialWeightsTest {

    private static Map<String, double[]> numbers(Map<String, INDArray> weights) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        weights.forEach((name, array) -> numbers.put(name, array.dup('c').data().asDouble()));
        return numbers;
    }

    private static void assertSame(Map<String, double[]> ours, Map<String, double[]> expected) {
        assertThat(ours).containsOnlyKeys(expected.keySet());
        ours.forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }

    private static void spoil(Map<String, INDArray> weights) {
        weights.replaceAll((name, array) -> Gradients.random(9, 2, 2));
    }

    @Test
    void layersDrawTheSameAgain() {
        for (Layer layer : new Layer[] {
            Dense.builder().inputs(3).units(2).seed(5).build(),
            Convolution2d.builder().inChannels(2).units(3).bias(true).seed(5).build()
        }) {
            Map<String, double[]> drawn = numbers(layer.weights());
            assertThat(drawn.get("b")).containsOnly(0);
            spoil(layer.weights());
            layer.initializeWeights();
            assertSame(numbers(layer.weights()), drawn);
        }
        Mlp mlp = Mlp.builder().dims(4, 3, 2).seed(5).build();
        Map<String, double[]> drawn = numbers(mlp.weights());
        spoil(mlp.weights());
        mlp.initializeWeights();
        assertSame(numbers(mlp.weights()), drawn);
    }

    @Test
    void aDenseLayerDrawsFromTheRootOfItsInputs() {
        for (int seed : new int[] {0, 6}) {
            Dense.Builder builder = Dense.builder().inputs(16).units(5);
            INDArray expected = new NumpyRandom(seed).uniform(-0.25, 0.25, DataType.DOUBLE, 16, 5);
            assertThat((seed == 0 ? builder : builder.seed(seed))
                            .build()
                            .weights()
                            .get("W"))
                    .isEqualTo(expected);
        }
        assertThat(Dense.builder().build().weights().get("W").shape()).containsExactly(1, 1);
    }

    @Test
    void singlePrecisionIsTheSameNumbersRounded() {
        double[] doubles =
                new NumpyRandom(3).uniform(-1, 2, DataType.DOUBLE, 50).toDoubleVector();
        float[] floats = new NumpyRandom(3)
                .uniform(-1, 2, DataType.FLOAT, 5, 10)
                .dup()
                .data()
                .asFloat();
        for (int k = 0; k < 50; k++) {
            assertThat(floats[k]).isEqualTo((float) doubles[k]);
        }
    }

    @Test
    void theCoursesLearningRateIsAHundredth() {
        Mlp mlp = Mlp.builder().dims(2, 3).build();
        Map<String, double[]> before = numbers(mlp.weights());
        mlp.update(Map.of("dW1", Gradients.random(1, 2, 3), "db1", Gradients.random(2, 1, 3)));
        double[] gradient = Gradients.random(1, 2, 3).data().asDouble();
        double[] after = numbers(mlp.weights()).get("W1");
        for (int k = 0; k < 6; k++) {
            assertThat(after[k]).isEqualTo(before.get("W1")[k] - 0.01 * gradient[k]);
        }
    }
}
