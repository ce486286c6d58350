package dev.cifarlab.layers.network;

import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain gradient descent. */
final class Descent {

    private Descent() {}

    /** Every weight minus rate times its gradient, in place; nothing is changed when a gradient is missing or wrong. */
    static void step(
            Map<String, INDArray> weights, UnaryOperator<String> naming, Map<String, INDArray> grads, double rate) {
        Map<String, INDArray> steps = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            String gradName = naming.apply(name);
            INDArray grad = Checks.entry(grads, gradName);
            Checks.present(name, weight);
            steps.put(name, Checks.array(gradName, grad, weight.dataType(), weight.shape()));
        });
        weights.forEach((name, weight) -> weight.subi(Checks.entry(steps, name).mul(rate)));
    }
}
