package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import dev.cifarlab.layers.math.MatrixProduct;
import dev.cifarlab.layers.math.NumpyRandom;
import dev.cifarlab.layers.math.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution of images (n, c, h, w) with {@code units} square filters, as the frameworks mean it (cross-correlation):
 * out[n, u, y, x] = b[u] + sum over c, i, j of W[u, c, i, j] x[n, c, s y + i - p, s x + j - p], of shape
 * (n, units, (h + 2 p - f) / s + 1, (w + 2 p - f) / s + 1). Output, weights and input cost one matrix product each,
 * around {@link Window#im2col} (Chellapilla, Puri and Simard, 2006).
 */
public final class Convolution2d implements Layer {

    private final int inChannels;
    private final int units;
    private final Window window;
    private final boolean bias;
    private final DataType type;
    private final int seed;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    private Convolution2d(Builder builder) {
        Checks.atLeast("inChannels", builder.inChannels, 1);
        Checks.atLeast("units", builder.units, 1);
        Checks.floating(builder.type);
        inChannels = builder.inChannels;
        units = builder.units;
        window = new Window(builder.filterSize, builder.stride, builder.padding);
        bias = builder.bias;
        type = builder.type;
        seed = builder.seed;
        initializeWeights();
    }

    /** A builder with one input channel, 64 units, 3x3 filters, stride 1, no padding, no bias, seed 0, DOUBLE. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Draws {@code W} (units, inChannels, f, f) from U[-1/sqrt(fanIn), 1/sqrt(fanIn)] with fanIn = inChannels f f, as
     * {@code numpy.random.RandomState(seed).uniform} does; sets {@code b} (units) to 0.
     */
    @Override
    public void initializeWeights() {
        int f = window.size();
        double limit = 1 / Math.sqrt((double) inChannels * f * f);
        weights.put("W", new NumpyRandom(seed).uniform(-limit, limit, type, units, inChannels, f, f));
        if (bias) {
            weights.put("b", Nd4j.zeros(type, units));
        }
    }

    @Override
    public Map<String, INDArray> weights() {
        return weights;
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        INDArray own = Checks.copy("x", x, type, Checks.ANY, inChannels, Checks.ANY, Checks.ANY);
        long rows = window.places(x.size(2));
        long columns = window.places(x.size(3));
        INDArray out = MatrixProduct.of(filters(), window.im2col(own));
        if (bias) {
            out.addi(checkedBias().reshape(units, 1));
        }
        INDArray images = out.reshape('c', units, x.size(0), rows, columns)
                .permute(1, 0, 2, 3)
                .dup('c');
        return Caches.of(own, images);
    }

    /** Gives {@code dW} (units, inChannels, f, f), {@code dX} (n, c, h, w), and {@code db} (units) with a bias. */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Caches.input(cache, type, Checks.ANY, inChannels, Checks.ANY, Checks.ANY);
        long rows = window.places(x.size(2));
        long columns = window.places(x.size(3));
        INDArray grad = Checks.array("gradOutput", gradOutput, type, x.size(0), units, rows, columns);
        INDArray dOut = grad.permute(1, 0, 2, 3).dup('c').reshape('c', units, x.size(0) * rows * columns);
        INDArray dW = MatrixProduct.of(dOut, window.im2col(x).transpose());
        Map<String, INDArray> grads = new LinkedHashMap<>();
        grads.put("dW", dW.reshape('c', units, inChannels, window.size(), window.size()));
        if (bias) {
            grads.put("db", dOut.sum(1));
        }
        grads.put("dX", window.col2im(MatrixProduct.of(filters().transpose(), dOut), x.shape()));
        return grads;
    }

    /** W as a matrix (units, inChannels f f). */
    private INDArray filters() {
        int f = window.size();
        INDArray w = Checks.array("W", Checks.entry(weights, "W"), type, units, inChannels, f, f);
        return w.reshape('c', units, w.length() / units);
    }

    private INDArray checkedBias() {
        return Checks.array("b", Checks.entry(weights, "b"), type, units);
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int inChannels = 1;
        private int units = 64;
        private int filterSize = 3;
        private int stride = 1;
        private int padding;
        private boolean bias;
        private DataType type = DataType.DOUBLE;
        private int seed;

        private Builder() {}

        /** Channels of the images. */
        public Builder inChannels(int channels) {
            inChannels = channels;
            return this;
        }

        /** Number of filters, and channels of the output. */
        public Builder units(int filters) {
            units = filters;
            return this;
        }

        /** Height and width of a filter in pixels. */
        public Builder filterSize(int pixels) {
            filterSize = pixels;
            return this;
        }

        /** Step between places in pixels. */
        public Builder stride(int pixels) {
            stride = pixels;
            return this;
        }

        /** Zeros around the image in pixels. */
        public Builder padding(int pixels) {
            padding = pixels;
            return this;
        }

        /** Whether there is a bias for each unit. */
        public Builder bias(boolean wanted) {
            bias = wanted;
            return this;
        }

        /** DOUBLE or FLOAT. */
        public Builder dataType(DataType floating) {
            type = floating;
            return this;
        }

        /** Decides the weights. */
        public Builder seed(int number) {
            seed = number;
            return this;
        }

        /**
         * The layer, with weights drawn.
         *
         * @throws IllegalArgumentException when a number is too small
         */
        public Convolution2d build() {
            return new Convolution2d(this);
        }
    }
}
