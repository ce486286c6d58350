package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The mean of each channel of images (n, c, h, w): output (n, c) (Lin, Chen and Yan, 2014). */
public final class GlobalAveragePooling implements Layer {

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
        Checks.numbers("x", x);
        INDArray own = Checks.copy("x", x, x.dataType(), Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        return Caches.of(own, own.sum(2, 3).divi(x.size(2) * x.size(3)));
    }

    /** Gives {@code dX} (n, c, h, w): every pixel gets 1 / (h w) of its channel's gradient. */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Checks.numbers("cached x", Checks.entry(cache, "x"));
        x = Caches.input(cache, x.dataType(), Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        INDArray grad = Checks.array("gradOutput", gradOutput, x.dataType(), x.size(0), x.size(1));
        INDArray share = grad.mul(1.0 / (x.size(2) * x.size(3)));
        Map<String, INDArray> grads = new HashMap<>();
        grads.put("dX", Nd4j.zeros(x.dataType(), x.shape()).addi(share.reshape('c', x.size(0), x.size(1), 1, 1)));
        return grads;
    }
}
