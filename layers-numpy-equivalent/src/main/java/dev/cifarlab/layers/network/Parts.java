package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers that a container is made of, by name; what belongs to layer {@code p} is named {@code p.W}, ... */
record Parts(Map<String, Layer> layers) {

    Map<String, INDArray> all(Function<Layer, Map<String, INDArray>> arrays) {
        Map<String, INDArray> all = new LinkedHashMap<>();
        layers.forEach((part, layer) -> putAll(all, part, arrays.apply(layer)));
        return all;
    }

    void initializeWeights() {
        layers.values().forEach(Layer::initializeWeights);
    }

    /** A part's output; what its backward pass reads is added to the cache. */
    INDArray forward(String part, INDArray x, Map<String, INDArray> cache) {
        Map<String, INDArray> own = layer(part).forward(x);
        putAll(cache, part, own);
        return Checks.entry(own, "out");
    }

    INDArray infer(String part, INDArray x) {
        return layer(part).infer(x);
    }

    /** The gradient at a part's input; all that the part gives are added to {@code grads}. */
    INDArray backward(String part, Map<String, INDArray> cache, INDArray grad, Map<String, INDArray> grads) {
        Checks.entry(cache, part + ".x");
        Checks.entry(cache, part + ".out");
        Map<String, INDArray> own = new LinkedHashMap<>();
        cache.forEach((name, array) -> {
            if (name.startsWith(part + ".")) {
                own.put(name.substring(part.length() + 1), array);
            }
        });
        Map<String, INDArray> ownGrads = layer(part).backward(own, grad);
        putAll(grads, part, ownGrads);
        return Checks.entry(ownGrads, "dX");
    }

    private Layer layer(String part) {
        return Checks.present(part, layers.get(part));
    }

    private static void putAll(Map<String, INDArray> all, String part, Map<String, INDArray> own) {
        own.forEach((name, array) -> all.put(part + "." + name, array));
    }
}
