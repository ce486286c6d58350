package dev.cifarlab.layers.network;

import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain gradient descent. */
final class Descent {

    private Descent() {}

    /** Every weight minus rate times its gradient, in place; nothing is changed when a gradient is missing or wrong. */
    static void step(Map<String, INDArray> weights, Map<String, INDArray> grads, double rate) {
        gradients(weights, grads)
                .forEach((name, grad) -> Checks.entry(weights, name).subi(grad.mul(rate)));
    }

    /** The gradient of each weight under the weight's name: dW1 under W1, 0.path.1.dW under 0.path.1.W. */
    static Map<String, INDArray> gradients(Map<String, INDArray> weights, Map<String, INDArray> grads) {
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        Checks.present("weights", weights).forEach((name, weight) -> {
            int last = name.lastIndexOf('.') + 1;
            String gradName = name.substring(0, last) + "d" + name.substring(last);
            INDArray grad = Checks.entry(grads, gradName);
            Checks.present(name, weight);
            gradients.put(name, Checks.array(gradName, grad, weight.dataType(), weight.shape()));
        });
        return gradients;
    }
}
