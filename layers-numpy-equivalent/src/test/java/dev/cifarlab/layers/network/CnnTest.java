package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.OneDnn;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole small CNNs with loss, beside the same networks of SameDiff and DL4J, before and after training. */
class CnnTest {

    private static final SoftmaxCrossEntropy CRITERION = new SoftmaxCrossEntropy();

    static Stream<SmallCnn> cases() {
        return Stream.of(
                new SmallCnn(4, 2, 7, 6, 3, 3, 1, 0, 2, "tanh"),
                new SmallCnn(1, 2, 7, 6, 3, 3, 1, 0, 2, "tanh"),
                new SmallCnn(3, 1, 9, 11, 2, 3, 2, 1, 2, "relu"),
                new SmallCnn(2, 3, 8, 5, 2, 2, 1, 1, 3, "sigmoid"),
                new SmallCnn(2, 1, 8, 8, 4, 3, 1, 0, 2, "relu"));
    }

    private static INDArray labels(SmallCnn c, DataType type) {
        INDArray labels = Nd4j.zeros(type, c.n(), SmallCnn.CLASSES);
        for (int row = 0; row < c.n(); row++) {
            labels.putScalar(row, (row + 1) % SmallCnn.CLASSES, 1);
        }
        return labels;
    }

    private static INDArray x(SmallCnn c) {
        return Gradients.apart(5, c.n(), c.c(), c.h(), c.w());
    }

    /** Gradients of the mean loss at every weight and at the input. */
    private static Map<String, INDArray> all(Sequential cnn, INDArray x, INDArray labels) {
        Map<String, INDArray> cache = cnn.forward(x);
        return cnn.backward(cache, CRITERION.backward(cache.get("out"), labels));
    }

    private static void train(Sequential cnn, INDArray x, INDArray labels, int steps) {
        for (int step = 0; step < steps; step++) {
            cnn.update(all(cnn, x, labels), SmallCnn.LEARNING_RATE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheFrameworksBeforeAndAfterTraining(SmallCnn c) {
        Sequential cnn = c.byHand(DataType.DOUBLE);
        INDArray x = x(c);
        INDArray labels = labels(c, DataType.DOUBLE);
        String subject = "CNN (" + c.function() + ")";
        for (int steps : new int[] {0, 10}) {
            train(cnn, x, labels, steps);
            Map<String, INDArray> ours = all(cnn, x, labels);
            Proof.sameDiff(subject).holds(ours, c.sameDiff(cnn, x, labels));
            Proof.dl4j(subject).holds(ours, SmallCnn.gradients(c.dl4j(cnn, DataType.DOUBLE), x, labels));
            Map<String, INDArray> differences = new LinkedHashMap<>();
            cnn.weights()
                    .forEach((name, weight) -> differences.put(
                            name.replace(".", ".d"),
                            Gradients.differences(
                                    weight, () -> CRITERION.loss(cnn.forward(x).get("out"), labels))));
            Proof.differencesNearKinks(subject).holds(ours, differences);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainsAsDl4jDoes(SmallCnn c) {
        Sequential cnn = c.byHand(DataType.DOUBLE);
        INDArray x = x(c);
        INDArray labels = labels(c, DataType.DOUBLE);
        MultiLayerNetwork network = c.dl4j(cnn, DataType.DOUBLE);
        for (int step = 0; step < 10; step++) {
            network.fit(x, labels);
        }
        train(cnn, x, labels, 10);
        SmallCnn.weights(network)
                .forEach((name, theirs) -> Proof.dl4j("CNN (" + c.function() + ")")
                        .holds(name + " after 10 steps", cnn.weights().get(name), theirs));
    }

    /** Smooth functions only: in single precision rounding decides masks and maxima elsewhere. */
    @Test
    void inSinglePrecisionEqualsDl4jWithAndWithoutOneDnn() {
        SmallCnn c = cases().findFirst().orElseThrow();
        Sequential cnn = c.byHand(DataType.FLOAT);
        INDArray x = x(c).castTo(DataType.FLOAT);
        INDArray labels = labels(c, DataType.FLOAT);
        for (int steps : new int[] {0, 10}) {
            train(cnn, x, labels, steps);
            Map<String, INDArray> ours = all(cnn, x, labels);
            MultiLayerNetwork network = c.dl4j(cnn, DataType.FLOAT);
            Proof.dl4jFloat("CNN (tanh)").holds(ours, SmallCnn.gradients(network, x, labels));
            Assumptions.assumeTrue(OneDnn.PRESENT, "this ND4J has no oneDNN");
            AtomicInteger convolutions = OneDnn.into(network.getLayer(0));
            AtomicInteger poolings = OneDnn.into(network.getLayer(1));
            Proof.dl4jWithHelper("CNN (tanh)").holds(ours, SmallCnn.gradients(network, x, labels));
            assertThat(convolutions.get()).isPositive();
            assertThat(poolings.get()).isPositive();
        }
    }
}
