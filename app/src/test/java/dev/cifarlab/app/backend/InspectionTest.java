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
            double step = 1e-3;
            double difference = loss(network, images, labels, gradients, step / length)
                    - loss(network, images, labels, gradients, -step / length);
            assertThat(difference / (2 * step) / length).isBetween(0.99, 1.01);
        }
    }

    /** The summed loss with the weights moved by so many times the gradients, for as long as it takes. */
    private static double loss(
            Network network, INDArray images, Labels labels, Map<String, INDArray> gradients, double times) {
        gradients.forEach((name, row) -> network.graph().getParam(name).addi(row.mul(times)));
        double[][] logits = network.graph().outputSingle(images).toDoubleMatrix();
        gradients.forEach((name, row) -> network.graph().getParam(name).subi(row.mul(times)));
        return BatchScore.of(logits, labels).loss();
    }
}
