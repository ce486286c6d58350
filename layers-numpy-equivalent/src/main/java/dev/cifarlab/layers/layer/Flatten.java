package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lays each example out in one row: (n, c, h, w), or any rank from 2, becomes (n, c h w), last axis fastest. */
public final class Flatten implements Layer {

    /** Does nothing: there are no weights. */
    @Override
    public void initializeWeights() {}

    /** An empty map. */
    @Override
    public Map<String, INDArray> weights() {
        return new HashMap<>();
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        Checks.atLeast("x: rank", Checks.numbers("x", x).rank(), 2);
        INDArray own = x.dup('c');
        return Caches.of(own, x.dup('c').reshape('c', x.size(0), x.length() / x.size(0)));
    }

    /** Gives {@code dX}. */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Checks.numbers("cached x", Checks.entry(cache, "x"));
        Checks.entry(cache, "out");
        Checks.array("gradOutput", gradOutput, x.dataType(), x.size(0), x.length() / x.size(0));
        Map<String, INDArray> grads = new HashMap<>();
        grads.put("dX", gradOutput.dup('c').reshape('c', x.shape()));
        return grads;
    }
}
