package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalisation of images (n, c, h, w) by channel (Ioffe and Szegedy, 2015): out = gamma xHat + beta with xHat =
 * (x - mean) / sqrt(variance + epsilon), mean and variance over the m = n h w numbers of a channel. In inference they
 * are the running ones, 0.9 of the old plus 0.1 of the batch's after each forward pass; the variance is the one divided
 * by m there too, as in DL4J (PyTorch divides it by m - 1).
 */
public final class BatchNorm2d implements Layer {

    private static final double KEPT = 0.9;

    private final int channels;
    private final double epsilon;
    private final DataType type;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();
    private final Map<String, INDArray> statistics = new LinkedHashMap<>();

    private BatchNorm2d(Builder builder) {
        Checks.atLeast("channels", builder.channels, 1);
        Checks.above("epsilon", builder.epsilon, 0);
        Checks.floating(builder.type);
        channels = builder.channels;
        epsilon = builder.epsilon;
        type = builder.type;
        initializeWeights();
    }

    /** A builder with one channel, epsilon 1e-5 and DOUBLE. */
    public static Builder builder() {
        return new Builder();
    }

    /** Sets {@code gamma} to 1 and {@code beta} to 0, and the running mean to 0 and variance to 1. */
    @Override
    public void initializeWeights() {
        weights.put("gamma", Nd4j.ones(type, channels));
        weights.put("beta", Nd4j.zeros(type, channels));
        statistics.put("mean", Nd4j.zeros(type, channels));
        statistics.put("variance", Nd4j.ones(type, channels));
    }

    /** {@code gamma} and {@code beta}, each (c). */
    @Override
    public Map<String, INDArray> weights() {
        return weights;
    }

    /** The running {@code mean} and {@code variance}, each (c). */
    @Override
    public Map<String, INDArray> statistics() {
        return statistics;
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        INDArray own = Checks.copy("x", x, type, Checks.ANY, channels, Checks.ANY, Checks.ANY);
        INDArray gamma = channel(weights, "gamma");
        INDArray beta = channel(weights, "beta");
        double m = count(own);
        INDArray mean = sums(own).divi(m);
        INDArray centred = own.sub(wide(mean));
        INDArray variance = sums(centred.mul(centred)).divi(m);
        INDArray deviation = Transforms.sqrt(variance.add(epsilon), false);
        INDArray normalised = centred.divi(wide(deviation));
        Map<String, INDArray> cache = Caches.of(own, normalised.mul(wide(gamma)).addi(wide(beta)));
        cache.put("normalised", normalised);
        cache.put("deviation", deviation);
        track("mean", mean);
        track("variance", variance);
        return cache;
    }

    private void track(String name, INDArray batch) {
        channel(statistics, name); // refuses another shape
        Checks.entry(statistics, name).muli(KEPT).addi(batch.mul(1 - KEPT));
    }

    /** One multiplication and one addition: gamma / deviation, and beta - mean gamma / deviation, are known before. */
    @Override
    public INDArray infer(INDArray x) {
        INDArray own = Checks.array("x", x, type, Checks.ANY, channels, Checks.ANY, Checks.ANY);
        INDArray deviation = Transforms.sqrt(channel(statistics, "variance").add(epsilon), false);
        INDArray scale = deviation.rdivi(channel(weights, "gamma"));
        INDArray shift =
                channel(weights, "beta").sub(channel(statistics, "mean").mul(scale));
        return own.mul(wide(scale)).addi(wide(shift));
    }

    /**
     * Gives {@code dgamma} (c), {@code dbeta} (c) and {@code dX} (n, c, h, w), by the formula that
     * {@link #backwardInSteps} adds up to: dX = gamma / deviation (dOut - dbeta / m - xHat dgamma / m).
     */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray normalised = normalised(cache);
        INDArray deviation = channel(cache, "deviation");
        INDArray grad = Checks.array("gradOutput", gradOutput, type, normalised.shape());
        Map<String, INDArray> grads = ofWeights(normalised, grad);
        double m = count(grad);
        INDArray along = wide(Checks.entry(grads, "dgamma").mul(1 / m));
        INDArray mean = wide(Checks.entry(grads, "dbeta").mul(1 / m));
        INDArray scale = wide(channel(weights, "gamma").mul(deviation.rdiv(1)));
        grads.put("dX", normalised.mul(along).rsubi(grad).subi(mean).muli(scale));
        return grads;
    }

    /** The same step by step: each line of the forward pass has its own here, in reverse order. */
    public Map<String, INDArray> backwardInSteps(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray normalised = normalised(cache);
        INDArray deviation = channel(cache, "deviation");
        INDArray grad = Checks.array("gradOutput", gradOutput, type, normalised.shape());
        Map<String, INDArray> grads = ofWeights(normalised, grad);
        double m = count(grad);
        INDArray dNormalised = grad.mul(wide(channel(weights, "gamma")));
        INDArray dDeviation = sums(dNormalised.mul(normalised)).divi(deviation).muli(-1);
        INDArray dVariance = dDeviation.mul(0.5).divi(deviation);
        INDArray centred = normalised.mul(wide(deviation));
        INDArray dCentred = dNormalised.divi(wide(deviation)).addi(centred.muli(wide(dVariance.mul(2 / m))));
        INDArray dMean = sums(dCentred).muli(-1);
        grads.put("dX", dCentred.addi(wide(dMean.mul(1 / m))));
        return grads;
    }

    private Map<String, INDArray> ofWeights(INDArray normalised, INDArray grad) {
        Map<String, INDArray> grads = new LinkedHashMap<>();
        grads.put("dgamma", sums(grad.mul(normalised)));
        grads.put("dbeta", sums(grad));
        return grads;
    }

    private INDArray normalised(Map<String, INDArray> cache) {
        INDArray x = Caches.input(cache, type, Checks.ANY, channels, Checks.ANY, Checks.ANY);
        return Checks.array("cached normalised", Checks.entry(cache, "normalised"), type, x.shape());
    }

    private INDArray channel(Map<String, INDArray> arrays, String name) {
        return Checks.array(name, Checks.entry(arrays, name), type, channels);
    }

    /** The m = n h w numbers of a channel. */
    private static double count(INDArray images) {
        return (double) images.length() / images.size(1);
    }

    /** The sum of each channel, (c). */
    private static INDArray sums(INDArray images) {
        return images.sum(0, 2, 3);
    }

    /** One number for each channel as (1, c, 1, 1), which spreads over images. */
    private static INDArray wide(INDArray channels) {
        return channels.reshape('c', 1, channels.length(), 1, 1);
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int channels = 1;
        private double epsilon = 1e-5;
        private DataType type = DataType.DOUBLE;

        private Builder() {}

        /** Channels of the images. */
        public Builder channels(int number) {
            channels = number;
            return this;
        }

        /** What is added to the variance, above 0. */
        public Builder epsilon(double number) {
            epsilon = number;
            return this;
        }

        /** DOUBLE or FLOAT. */
        public Builder dataType(DataType floating) {
            type = floating;
            return this;
        }

        /**
         * The layer.
         *
         * @throws IllegalArgumentException when a number is too small
         */
        public BatchNorm2d build() {
            return new BatchNorm2d(this);
        }
    }
}
