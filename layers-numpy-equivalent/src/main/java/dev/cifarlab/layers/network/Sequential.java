package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers one behind the other, as one layer, which may itself be one of another's. Names of what belongs to layer k,
 * counted from 0, start with "k.": weights {@code 0.W}, cached arrays {@code 0.x} and {@code 0.out}, gradients
 * {@code 0.dW}; those of a network in a network {@code 2.0.W}, {@code 2.0.dW}.
 */
public final class Sequential implements Layer {

    private final Parts parts;
    private final List<String> order;

    /**
     * The layers in the order of the forward pass.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Sequential(Layer... layers) {
        Checks.atLeast("layers", Checks.present("layers", layers).length, 1);
        Map<String, Layer> named = new LinkedHashMap<>();
        for (int k = 0; k < layers.length; k++) {
            named.put(Integer.toString(k), Checks.present("layer", layers[k]));
        }
        parts = new Parts(named);
        order = new ArrayList<>(named.keySet());
    }

    @Override
    public void initializeWeights() {
        parts.initializeWeights();
    }

    /** A copy of the layers' maps; the arrays are the layers' own and may be assigned to. */
    @Override
    public Map<String, INDArray> weights() {
        return parts.all(Layer::weights);
    }

    @Override
    public Map<String, INDArray> statistics() {
        return parts.all(Layer::statistics);
    }

    @Override
    public INDArray infer(INDArray x) {
        INDArray out = x;
        for (String part : order) {
            out = parts.infer(part, out);
        }
        return out;
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        Map<String, INDArray> cache = new LinkedHashMap<>();
        INDArray out = x;
        for (String part : order) {
            out = parts.forward(part, out, cache);
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
        for (int k = order.size() - 1; k >= 0; k--) {
            grad = parts.backward(order.get(k), cache, grad, grads);
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
        Descent.step(weights(), grads, learningRate);
    }
}
