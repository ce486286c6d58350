package dev.cifarlab.layers.network;

import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.Checks;
import dev.cifarlab.layers.math.MatrixProduct;
import dev.cifarlab.layers.math.NotANumber;
import dev.cifarlab.layers.math.NumpyRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A multi-layer perceptron with a softmax at the end, written out. With layers k = 1..L: Zk = A(k-1) Wk + bk,
 * Ak = g(Zk) for hidden layers, AL = softmax(ZL), A0 the input. Rows are examples.
 */
public final class Mlp {

    private final int[] dims;
    private final String activation;
    private final double epsilon;
    private final double learningRate;
    private final int seed;
    private final DataType type;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    Mlp(MlpBuilder builder) {
        dims = builder.dims.clone();
        activation = builder.activation;
        epsilon = builder.epsilon;
        learningRate = builder.learningRate;
        seed = builder.seed;
        type = builder.type;
        initializeWeights();
    }

    /** A builder with the course's network: 784-128-64-10, relu, epsilon 1e-6, learning rate 0.01, seed 0, DOUBLE. */
    public static MlpBuilder builder() {
        return new MlpBuilder();
    }

    /**
     * Draws every Wk (in, out) from U[-1/sqrt(h0), 1/sqrt(h0)], with h0 the number of the network's inputs, as
     * {@code numpy.random.RandomState(seed).uniform} does, in the order W1, W2, ...; sets every bk (1, out) to 0.
     */
    public void initializeWeights() {
        NumpyRandom random = new NumpyRandom(seed);
        double limit = 1 / Math.sqrt(dims[0]);
        for (int k = 1; k <= layers(); k++) {
            weights.put("W" + k, random.uniform(-limit, limit, type, dims[k - 1], dims[k]));
            weights.put("b" + k, Nd4j.zeros(type, 1, dims[k]));
        }
    }

    /** W1, b1, W2, b2, ...; arrays put into the map are used from then on. */
    public Map<String, INDArray> weights() {
        return weights;
    }

    /** The hidden layers' activation function, or its derivative, at x of any shape. */
    public INDArray activation(INDArray x, boolean grad) {
        return Activations.activation(activation, x, grad);
    }

    /**
     * The forward pass.
     *
     * @param x (n, inputs)
     * @return A0, a copy of x, Z1, A1, ..., ZL, AL, each (n, width of its layer); the backward pass reads them
     * @throws IllegalArgumentException when shape or data type do not fit
     */
    public Map<String, INDArray> forward(INDArray x) {
        INDArray a = Checks.copy("x", x, type, Checks.ANY, dims[0]);
        Map<String, INDArray> cache = new LinkedHashMap<>();
        cache.put("A0", a);
        for (int k = 1; k <= layers(); k++) {
            INDArray z = MatrixProduct.of(a, weight("W" + k, dims[k - 1], dims[k]));
            z.addiRowVector(weight("b" + k, 1, dims[k]));
            a = k < layers() ? activation(z, false) : Activations.softmax(z, false);
            cache.put("Z" + k, z);
            cache.put("A" + k, a);
        }
        return cache;
    }

    /**
     * The cross-entropy -sum(labels log(p)) in nats, its mean over the examples, with p the probabilities clipped to
     * [epsilon, 1 - epsilon] on a copy; NaN when there is NaN among them.
     *
     * @param probabilities (n, classes)
     * @param labels (n, classes), one-hot
     */
    public double loss(INDArray probabilities, INDArray labels) {
        INDArray p = Checks.array("probabilities", probabilities, type, Checks.ANY, dims[layers()]);
        INDArray wanted = Checks.labels(labels, type, p.shape());
        INDArray clipped = Transforms.min(Transforms.max(p, epsilon, true), 1 - epsilon, false);
        NotANumber.carry(p, clipped);
        return -Transforms.log(clipped, false).muli(wanted).sumNumber().doubleValue() / p.size(0);
    }

    /**
     * The backward pass of the unclipped loss.
     *
     * @param cache what {@link #forward} gave
     * @param labels (n, classes), one-hot
     * @return dZL, dWL, dbL, dA(L-1), ..., dZ1, dW1, db1; dW and db are averaged over the examples, dZ and dA hold each
     *     example's own gradient
     */
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray labels) {
        INDArray probabilities = cached(cache, "A", layers());
        INDArray wanted = Checks.labels(labels, type, probabilities.shape());
        Map<String, INDArray> grads = new LinkedHashMap<>();
        INDArray dZ = probabilities.sub(wanted);
        for (int k = layers(); k >= 1; k--) {
            INDArray below = cached(cache, "A", k - 1);
            grads.put("dZ" + k, dZ);
            grads.put("dW" + k, MatrixProduct.of(below.transpose(), dZ).divi(wanted.size(0)));
            grads.put("db" + k, dZ.sum(true, 0).divi(wanted.size(0)));
            if (k > 1) {
                INDArray dA = MatrixProduct.of(
                        dZ, weight("W" + k, dims[k - 1], dims[k]).transpose());
                grads.put("dA" + (k - 1), dA);
                dZ = activation(cached(cache, "Z", k - 1), true).muli(dA);
            }
        }
        return grads;
    }

    /** Plain gradient descent: Wk - learningRate dWk and bk - learningRate dbk, in place. */
    public void update(Map<String, INDArray> grads) {
        Descent.step(weights, grads, learningRate);
    }

    private int layers() {
        return dims.length - 1;
    }

    private INDArray weight(String name, int rows, int columns) {
        return Checks.array(name, Checks.entry(weights, name), type, rows, columns);
    }

    private INDArray cached(Map<String, INDArray> cache, String letter, int layer) {
        return Checks.array(letter + layer, Checks.entry(cache, letter + layer), type, Checks.ANY, dims[layer]);
    }

    @Override
    public String toString() {
        return "Mlp " + Arrays.toString(dims) + ", " + activation;
    }
}
