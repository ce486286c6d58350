package dev.cifarlab.layers.network;

import dev.cifarlab.layers.math.Checks;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1) with decay rates 0.9 and 0.999: w - rate m / (sqrt(v) + epsilon), with m and
 * v the running means of the gradient and its square, both freed of their start at 0. One object for one network.
 */
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final double rate;
    private final double epsilon;
    private final Map<String, INDArray> means = new HashMap<>();
    private final Map<String, INDArray> squares = new HashMap<>();
    private int steps;

    /** With an epsilon of 1e-8. */
    public Adam(double rate) {
        this(rate, 1e-8);
    }

    /**
     * Nothing is known of any gradient yet.
     *
     * @throws IllegalArgumentException when a number is not above 0
     */
    public Adam(double rate, double epsilon) {
        Checks.above("rate", rate, 0);
        Checks.above("epsilon", epsilon, 0);
        this.rate = rate;
        this.epsilon = epsilon;
    }

    /**
     * A step of every weight, in place.
     *
     * @param weights a network's weights, the same at every step
     * @param grads its gradients: dW1 for W1, 0.dW for 0.W
     * @throws IllegalArgumentException when a gradient is missing or not of its weight's shape and data type
     */
    public void step(Map<String, INDArray> weights, Map<String, INDArray> grads) {
        Map<String, INDArray> gradients = Descent.gradients(weights, grads);
        steps++;
        gradients.forEach((name, grad) -> {
            INDArray mean = move(means, name, BETA1, grad);
            INDArray square = move(squares, name, BETA2, grad.mul(grad));
            INDArray root = Transforms.sqrt(square.mul(1 / (1 - Math.pow(BETA2, steps))), false);
            Checks.entry(weights, name)
                    .subi(mean.mul(rate / (1 - Math.pow(BETA1, steps))).divi(root.addi(epsilon)));
        });
    }

    private static INDArray move(Map<String, INDArray> running, String name, double beta, INDArray next) {
        return running.compute(
                name,
                (key, old) -> old == null ? next.mul(1 - beta) : old.muli(beta).addi(next.mul(1 - beta)));
    }
}
