package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The maps that go between forward and backward pass. */
final class Caches {

    private Caches() {}

    static Map<String, INDArray> of(INDArray x, INDArray out) {
        Map<String, INDArray> cache = new LinkedHashMap<>();
        cache.put("x", x);
        cache.put("out", out);
        return cache;
    }

    /** The cached input of a type and shape. */
    static INDArray input(Map<String, INDArray> cache, DataType type, long... shape) {
        Checks.entry(cache, "out");
        return Checks.array("cached x", Checks.entry(cache, "x"), type, shape);
    }
}
