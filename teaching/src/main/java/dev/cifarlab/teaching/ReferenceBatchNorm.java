package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The right version, in steps that wrong ones override. */
class ReferenceBatchNorm implements StudentBatchNorm {

    final double epsilon;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();
    private final Map<String, INDArray> statistics = new LinkedHashMap<>();

    /** Channels, epsilon. */
    ReferenceBatchNorm(Object... arguments) {
        int channels = (Integer) arguments[0];
        epsilon = (Double) arguments[1];
        weights.put("gamma", Nd4j.ones(DataType.DOUBLE, channels));
        weights.put("beta", Nd4j.zeros(DataType.DOUBLE, channels));
        statistics.put("mean", Nd4j.zeros(DataType.DOUBLE, channels));
        statistics.put("variance", Nd4j.ones(DataType.DOUBLE, channels));
    }

    @Override
    public final Map<String, INDArray> weights() {
        return weights;
    }

    @Override
    public final Map<String, INDArray> statistics() {
        return statistics;
    }

    /** One number a channel, in the shape that spreads over images. */
    static INDArray wide(INDArray channels) {
        return channels.reshape('c', 1, channels.length(), 1, 1);
    }

    INDArray mean(INDArray x) {
        return x.mean(0, 2, 3);
    }

    INDArray variance(INDArray x) {
        INDArray centred = x.sub(wide(mean(x)));
        return centred.mul(centred).mean(0, 2, 3);
    }

    INDArray deviation(INDArray variance) {
        return Transforms.sqrt(variance.add(epsilon), false);
    }

    /** Whether the batch's own mean and variance are taken. */
    boolean ofBatch(boolean training) {
        return training;
    }

    /** Running statistics from the batch. */
    void track(INDArray x, boolean training) {
        if (training) {
            track("mean", mean(x), 0.9);
            track("variance", variance(x), 0.9);
        }
    }

    final void track(String name, INDArray batch, double kept) {
        statistics.put(name, entry(statistics, name).mul(kept).add(batch.mul(1 - kept)));
    }

    INDArray scaled(INDArray normalised) {
        return normalised.mul(wide(entry(weights, "gamma"))).add(wide(entry(weights, "beta")));
    }

    @Override
    public Map<String, INDArray> forward(INDArray x, boolean training) {
        INDArray mean = ofBatch(training) ? mean(x) : entry(statistics, "mean");
        INDArray variance = ofBatch(training) ? variance(x) : entry(statistics, "variance");
        INDArray normalised = x.sub(wide(mean)).div(wide(deviation(variance)));
        Map<String, INDArray> cache = new LinkedHashMap<>(Map.of("x", x, "out", scaled(normalised)));
        track(x, training);
        return cache;
    }

    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        return backward(entry(cache, "x"), gradOutput, 1, 1);
    }

    /** With shares of what reaches x through mean and variance. */
    final Map<String, INDArray> backward(INDArray x, INDArray grad, double ofMean, double ofVariance) {
        INDArray deviation = wide(deviation(variance(x)));
        INDArray normalised = x.sub(wide(mean(x))).div(deviation);
        INDArray along = grad.mul(normalised);
        INDArray inner = grad.sub(wide(grad.mean(0, 2, 3)).mul(ofMean))
                .sub(normalised.mul(wide(along.mean(0, 2, 3)).mul(ofVariance)));
        Map<String, INDArray> grads = new LinkedHashMap<>();
        grads.put("dgamma", along.sum(0, 2, 3));
        grads.put("dbeta", grad.sum(0, 2, 3));
        grads.put("dX", inner.mul(wide(entry(weights, "gamma"))).div(deviation));
        return grads;
    }
}
