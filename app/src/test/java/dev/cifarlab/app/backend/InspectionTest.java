package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class InspectionTest {

    private static final int EXAMPLES = 4;

    @Test
    void parametersAreCopiesByName() {
        try (Network network = Specs.network(ModelKind.MLP, Activation.TANH)) {
            Map<String, INDArray> before = new Inspection(network).parameters();
            assertThat(before.keySet())
                    .containsExactlyElementsOf(network.graph().paramTable().keySet());
            network.fit(Specs.images(EXAMPLES, 1), Specs.labels(EXAMPLES));
            Map<String, INDArray> after = new Inspection(network).parameters();
            before.forEach((name, values) -> assertThat(values)
                    .as(name)
                    .isNotEqualTo(after.get(name))
                    .isNotEqualTo(network.graph().getParam(name)));
        }
    }

    /** By the loss on both sides of the weights, along the gradient: its slope there is the gradient's length. */
    @Test
    void gradientsAreThoseOfTheSummedLoss() {
        INDArray images = Specs.images(EXAMPLES, 1);
        Labels labels = Specs.labels(EXAMPLES);
        try (Network network = Specs.network(ModelKind.MLP, Activation.TANH)) {
            Map<String, INDArray> gradients = new Inspection(network).gradients(images, labels);
            double length = Math.sqrt(gradients.values().stream()
                    .mapToDouble(row -> Math.pow(row.norm2Number().doubleValue(), 2))
                    .sum());
            double step = 0.001 / length;
            double difference = loss(network, gradients, step) - loss(network, gradients, -step);
            assertThat(difference / (2 * 0.001) / length).isBetween(0.99, 1.01);
        }
    }

    private static double loss(Network network, Map<String, INDArray> gradients, double step) {
        gradients.forEach((name, row) -> network.graph().getParam(name).addi(row.mul(step)));
        double[][] logits =
                network.graph().outputSingle(Specs.images(EXAMPLES, 1)).toDoubleMatrix();
        gradients.forEach((name, row) -> network.graph().getParam(name).subi(row.mul(step)));
        double loss = 0;
        for (int row = 0; row < EXAMPLES; row++) {
            loss += SoftmaxCrossEntropy.loss(logits[row], Specs.labels(EXAMPLES).targets(10)[row]);
        }
        return loss;
    }
}
