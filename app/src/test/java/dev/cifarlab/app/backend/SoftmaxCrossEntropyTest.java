package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.Labels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftmaxCrossEntropyTest {

    private static final double STEP = 1e-6;

    private final INDArray labels = Nd4j.createFromArray(new double[][] {{0, 1, 0}, {1, 0, 0}});

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "0.1, 1, 1, 1", "0, 0.5, 2, 3", "0.1, 0.5, 2, 3", "0.1, 4, 0, 1"})
    void gradientIsThatOfTheSmoothedAndWeightedLoss(double smoothing, double first, double second, double third) {
        double[] weights = {first, second, third};
        double[][] logits = {{0.3, -1.2, 2.0}, {-0.5, 0.1, 0.4}};
        SoftmaxCrossEntropy.Framework loss = new SoftmaxCrossEntropy.Framework(smoothing);
        loss.weigh(weights);
        INDArray gradient = loss.computeGradient(labels, Nd4j.createFromArray(logits), new ActivationIdentity(), null);
        for (int row = 0; row < 2; row++) {
            for (int k = 0; k < 3; k++) {
                double original = logits[row][k];
                logits[row][k] = original + STEP;
                double above = smoothedLoss(logits, smoothing, weights);
                logits[row][k] = original - STEP;
                double below = smoothedLoss(logits, smoothing, weights);
                logits[row][k] = original;
                assertThat(gradient.getDouble(row, k)).isCloseTo((above - below) / (2 * STEP), Offset.offset(1e-8));
            }
        }
    }

    private double smoothedLoss(double[][] logits, double smoothing, double[] weights) {
        double loss = 0;
        for (int row = 0; row < logits.length; row++) {
            double[] p = SoftmaxCrossEntropy.softmax(logits[row]);
            for (int k = 0; k < p.length; k++) {
                double target = (1 - smoothing) * labels.getDouble(row, k) + smoothing / p.length;
                loss -= weights[k] * target * Math.log(p[k]);
            }
        }
        return loss;
    }

    /** A mixed image's gradient and loss are the mean of its classes', by their shares. */
    @Test
    void aMixedLabelIsBothByItsShare() {
        double[] logits = {0.3, -1.2, 2.0};
        double[][] mixed = new Labels(new int[] {1}, new int[] {2}, new double[] {0.7}).targets(3);
        double[] one = {0, 1, 0};
        double[] other = {0, 0, 1};
        double loss = 0.7 * SoftmaxCrossEntropy.loss(logits, one) + 0.3 * SoftmaxCrossEntropy.loss(logits, other);
        assertThat(SoftmaxCrossEntropy.loss(logits, mixed[0])).isCloseTo(loss, Offset.offset(1e-12));
        double[] gradient = SoftmaxCrossEntropy.gradients(new double[][] {logits}, mixed, 0, new double[0])[0];
        double[] probabilities = SoftmaxCrossEntropy.softmax(logits);
        assertThat(gradient[0]).isCloseTo(probabilities[0], Offset.offset(1e-12));
        assertThat(gradient[1]).isCloseTo(probabilities[1] - 0.7, Offset.offset(1e-12));
        assertThat(gradient[2]).isCloseTo(probabilities[2] - 0.3, Offset.offset(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000, -1000})
    void hugeLogitsGiveFiniteLosses(double huge) {
        double loss = SoftmaxCrossEntropy.loss(new double[] {huge, 0, 0}, new double[] {0, 1, 0});
        assertThat(loss).isCloseTo(Math.max(huge, Math.log(2)), Offset.offset(1e-9));
    }

    /** -log(softmax) of the right class, by hand: exp(0.3) + exp(-1.2) + exp(2) = 9.0401. */
    @Test
    void everyWayOfTheFrameworkGivesThePlainLoss() {
        double[][] logits = {{0.3, -1.2, 2.0}, {-0.5, 0.1, 0.4}};
        double first = Math.log(Math.exp(0.3) + Math.exp(-1.2) + Math.exp(2)) + 1.2;
        double second = Math.log(Math.exp(-0.5) + Math.exp(0.1) + Math.exp(0.4)) + 0.5;
        SoftmaxCrossEntropy.Framework loss = new SoftmaxCrossEntropy.Framework(0.1);
        INDArray z = Nd4j.createFromArray(logits);
        ActivationIdentity identity = new ActivationIdentity();
        assertThat(loss.computeScore(labels, z, identity, null, false)).isCloseTo(first + second, Offset.offset(1e-12));
        assertThat(loss.computeScore(labels, z, identity, null, true))
                .isCloseTo((first + second) / 2, Offset.offset(1e-12));
        assertThat(loss.computeScoreArray(labels, z, identity, null).toDoubleVector())
                .containsExactly(new double[] {first, second}, Offset.offset(1e-12));
        assertThat(loss.computeGradientAndScore(labels, z, identity, null, false)
                        .getFirst())
                .isCloseTo(first + second, Offset.offset(1e-12));
        assertThat(loss.computeGradientAndScore(labels, z, identity, null, true).getFirst())
                .isCloseTo((first + second) / 2, Offset.offset(1e-12));
    }

    /** 0 times infinity is not a number; a class that is not asked for adds nothing. */
    @Test
    void anInfiniteLogitOfAnotherClassGivesNoNaN() {
        assertThat(SoftmaxCrossEntropy.loss(new double[] {0, Double.NEGATIVE_INFINITY}, new double[] {1, 0}))
                .isEqualTo(0);
    }
}
