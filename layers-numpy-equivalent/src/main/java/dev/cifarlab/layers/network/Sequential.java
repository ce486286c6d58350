package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers one behind the other, as one layer. Names of what belongs to layer k, counted from 0, start with "k.": weights
 * {@code 0.W}, cached arrays {@code 0.x} and {@code 0.out}, gradients {@code 0.dW}.
 */
public final class Sequential implements Layer {

    private final List<Layer> layers;

    /**
     * The layers in the order of the forward pass.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Sequential(Layer... layers) {
        Checks.atLeast("layers", Checks.present("layers", layers).length, 1);
        for (Layer layer : layers) {
            Checks.present("layer", layer);
        }
        this.layers = List.of(layers);
    }

    @Override
    public void initializeWeights() {
        layers.forEach(Layer::initializeWeights);
    }

    /** A copy of the layers' maps; the arrays are the layers' own and may be assigned to. */
    @Override
    public Map<String, INDArray> weights() {
        Map<String, INDArray> weights = new LinkedHashMap<>();
        for (int k = 0; k < layers.size(); k++) {
            putAll(weights, k, layers.get(k).weights());
        }
        return weights;
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        Map<String, INDArray> cache = new LinkedHashMap<>();
        INDArray out = x;
        for (int k = 0; k < layers.size(); k++) {
            Map<String, INDArray> own = layers.get(k).forward(out);
            putAll(cache, k, own);
            out = Checks.entry(own, "out");
        }
        cache.put("x", Checks.entry(cache, "0.x"));
        cache.put("out", out);
        return cache;
    }

    /** Gives {@code dX}, and the gradients of every layer under its number. */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        Map<String, INDArray> grads = new LinkedHashMap<>();
        INDArray grad = gradOutput;
        for (int k = layers.size() - 1; k >= 0; k--) {
            Map<String, INDArray> own = new LinkedHashMap<>();
            own.put("x", Checks.entry(cache, k + ".x"));
            own.put("out", Checks.entry(cache, k + ".out"));
            Map<String, INDArray> ownGrads = layers.get(k).backward(own, grad);
            putAll(grads, k, ownGrads);
            grad = Checks.entry(ownGrads, "dX");
        }
        grads.put("dX", grad);
        return grads;
    }

    /**
     * Plain gradient descent: every weight minus learningRate times its gradient, in place.
     *
     * @throws IllegalArgumentException when a gradient is missing or not of its weight's shape and data type
     */
    public void update(Map<String, INDArray> grads, double learningRate) {
        Checks.above("learningRate", learningRate, 0);
        Descent.step(weights(), name -> name.replace(".", ".d"), grads, learningRate);
    }

    private static void putAll(Map<String, INDArray> all, int layer, Map<String, INDArray> own) {
        own.forEach((name, array) -> all.put(layer + "." + name, array));
    }
}
