package dev.cifarlab.teaching;

import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.network.Mlp;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The right version, by the layers' {@link Mlp}; wrong ones override a method. */
class ReferenceMlp implements StudentMlp {

    final int[] dims;
    final String activation;
    final double epsilon;
    final double learningRate;
    final int seed;
    private final Mlp mlp;

    /** Dims, activation, epsilon, learning rate, seed. */
    ReferenceMlp(Object... arguments) {
        dims = (int[]) arguments[0];
        activation = (String) arguments[1];
        epsilon = (Double) arguments[2];
        learningRate = (Double) arguments[3];
        seed = (Integer) arguments[4];
        mlp = Mlp.builder()
                .dims(dims)
                .activation(activation)
                .epsilon(epsilon)
                .learningRate(learningRate)
                .seed(seed)
                .build();
    }

    final int layers() {
        return dims.length - 1;
    }

    @Override
    public Map<String, INDArray> weights() {
        return mlp.weights();
    }

    @Override
    public void initializeWeights() {
        mlp.initializeWeights();
    }

    @Override
    public INDArray activation(INDArray x, boolean grad) {
        return mlp.activation(x, grad);
    }

    @Override
    public INDArray softmax(INDArray x) {
        return Activations.softmax(x, false);
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        return mlp.forward(x);
    }

    @Override
    public double loss(INDArray prediction, INDArray labels) {
        return mlp.loss(prediction, labels);
    }

    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray labels) {
        return mlp.backward(cache, labels);
    }

    @Override
    public void update(Map<String, INDArray> grads) {
        mlp.update(grads);
    }
}
