package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Question 1, with the notebook's names. A class that implements it has a constructor {@code (int[] dims, String
 * activation, double epsilon, double learningRate, int seed)}; all arrays are DOUBLE, rows are examples, layers count
 * from 1 to L = dims.length - 1.
 */
public interface StudentMlp {

    /** W1 (in, out), b1 (1, out), W2, ...; what is put into the map is used from then on. */
    Map<String, INDArray> weights();

    /** Every Wk from U[-1/sqrt(h0), 1/sqrt(h0)], the generator seeded anew with the seed; every bk zeros. */
    void initializeWeights();

    /** relu, tanh or sigmoid, as the constructor was told, or with {@code grad} its derivative at x. */
    INDArray activation(INDArray x, boolean grad);

    /** The softmax of each row. */
    INDArray softmax(INDArray x);

    /** A0 = x, Z1, A1, ..., ZL, AL. */
    Map<String, INDArray> forward(INDArray x);

    /** Cross-entropy in nats, averaged over examples; probabilities clipped to [epsilon, 1 - epsilon]. */
    double loss(INDArray prediction, INDArray labels);

    /** dZL, dWL, dbL, dA(L-1), ..., dZ1, dW1, db1: dW and db are means over the examples, dZ and dA each example's. */
    Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray labels);

    /** A step of gradient descent with {@code dW1}, {@code db1}, ... */
    void update(Map<String, INDArray> grads);
}
