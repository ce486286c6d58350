package dev.cifarlab.layers.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class SoftmaxCrossEntropyTest {

    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();

    private static INDArray oneHot(int n, int classes) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, n, classes);
        for (int row = 0; row < n; row++) {
            labels.putScalar(row, 3 * row % classes, 1);
        }
        return labels;
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 1", "5, 10, 3", "3, 2, 30"})
    void equalsTheFrameworksAndCentralDifferences(int n, int classes, double size) {
        INDArray logits = Gradients.random(1, n, classes).mul(size);
        INDArray labels = oneHot(n, classes);
        INDArray ours = loss.backward(logits, labels);
        INDArray one = Nd4j.ones(DataType.DOUBLE, 1);
        Map<String, INDArray> sameDiff = References.sameDiff(Map.of("x", logits), one, (graph, v) -> {
            var logProbabilities = References.logSoftmax(graph, v.get("x"));
            return logProbabilities.mul(graph.constant(labels)).sum().mul(-1.0 / n);
        });
        Proof.sameDiff("SoftmaxCrossEntropy").holds("dX", ours, sameDiff.get("dX"));
        assertThat(loss.loss(logits, labels)).isCloseTo(sameDiff.get("out").getDouble(0), within(1e-12));
        Proof.dl4j("SoftmaxCrossEntropy").holds("dX", ours, dl4j(logits, labels));
        INDArray floats = logits.castTo(DataType.FLOAT);
        INDArray floatLabels = labels.castTo(DataType.FLOAT);
        Proof.dl4jFloat("SoftmaxCrossEntropy")
                .holds("dX", loss.backward(floats, floatLabels), dl4j(floats, floatLabels));
        Proof.differences("SoftmaxCrossEntropy")
                .holds("dX", ours, Gradients.differences(logits, () -> loss.loss(logits, labels)));
    }

    /** Probabilities that round to 0 and 1, in double and in single precision. */
    @ParameterizedTest
    @CsvSource({"1, 3, 1000", "6, 5, 1000", "4, 10, 200"})
    void equalsTheFrameworksWhereItIsSaturated(int n, int classes, double size) {
        INDArray logits = Gradients.apart(2, n, classes).mul(size);
        INDArray labels = oneHot(n, classes);
        INDArray ours = loss.backward(logits, labels);
        assertThat(loss.probabilities(logits).maxNumber().doubleValue()).isGreaterThan(1 - 1e-9);
        INDArray one = Nd4j.ones(DataType.DOUBLE, 1);
        Map<String, INDArray> sameDiff = References.sameDiff(
                Map.of("x", logits),
                one,
                (graph, v) -> References.logSoftmax(graph, v.get("x"))
                        .mul(graph.constant(labels))
                        .sum()
                        .mul(-1.0 / n));
        Proof.sameDiff("SoftmaxCrossEntropy (saturated)").holds("dX", ours, sameDiff.get("dX"));
        assertThat(loss.loss(logits, labels)).isCloseTo(sameDiff.get("out").getDouble(0), within(1e-9));
        Proof.dl4j("SoftmaxCrossEntropy (saturated)").holds("dX", ours, dl4j(logits, labels));
        INDArray floats = logits.castTo(DataType.FLOAT);
        INDArray floatLabels = labels.castTo(DataType.FLOAT);
        Proof.dl4jFloat("SoftmaxCrossEntropy (saturated)")
                .holds("dX", loss.backward(floats, floatLabels), dl4j(floats, floatLabels));
    }

    private static INDArray dl4j(INDArray logits, INDArray labels) {
        return new LossMCXENT()
                .computeGradient(labels, logits.dup(), new ActivationSoftmax(), null)
                .divi(logits.size(0));
    }

    @Test
    void saturatedLogitsGiveFiniteLossAndGradients() {
        INDArray logits = Nd4j.createFromArray(new double[][] {{1000, -1000, 0}, {-1000, -1000, -1000}});
        INDArray labels = Nd4j.createFromArray(new double[][] {{0, 1, 0}, {1, 0, 0}});
        assertThat(loss.loss(logits, labels)).isCloseTo((2000 + Math.log(3)) / 2, within(1e-9));
        INDArray expected = Nd4j.createFromArray(new double[][] {{0.5, -0.5, 0}, {-1 / 3.0, 1 / 6.0, 1 / 6.0}});
        new Proof("SoftmaxCrossEntropy (saturated)", "the formula", 1e-15)
                .holds("dX", loss.backward(logits, labels), expected);
    }

    @Test
    void wrongShapesAreRefused() {
        assertThatThrownBy(() -> loss.loss(Gradients.random(1, 2, 3), oneHot(2, 4)))
                .hasMessage("labels: expected DOUBLE (2, 3), found DOUBLE (2, 4)");
        assertThatThrownBy(() -> loss.backward(Gradients.random(1, 3), oneHot(2, 4)))
                .hasMessageContaining("logits: expected DOUBLE (any, any)");
    }
}
