package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** The cached input, after the gradient was checked against the cached output. */
    static INDArray input(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray out = Checks.entry(cache, "out");
        Checks.array("gradOutput", gradOutput, out.dataType(), out.shape());
        return Checks.entry(cache, "x");
    }
}
