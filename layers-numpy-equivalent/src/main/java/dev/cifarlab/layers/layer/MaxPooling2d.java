package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import dev.cifarlab.layers.math.NotANumber;
import dev.cifarlab.layers.math.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The largest pixel of each f x f square of images (n, c, h, w), squares side by side: output (n, c, h / f, w / f);
 * rows and columns that fill no square are ignored. Among equal pixels the first in reading order (row by row) gets the
 * gradient, as in the frameworks. A square with NaN gives NaN, and its last NaN in reading order gets the gradient, as
 * in PyTorch.
 */
public final class MaxPooling2d implements Layer {

    private final Window window;
    private final DataType type;

    private MaxPooling2d(Builder builder) {
        Checks.floating(builder.type);
        window = new Window(builder.filterSize, builder.filterSize, 0);
        type = builder.type;
    }

    /** A builder with 2x2 squares and DOUBLE. */
    public static Builder builder() {
        return new Builder();
    }

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
        INDArray own = Checks.copy("x", x, type, Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        window.places(Math.min(x.size(2), x.size(3)));
        return Caches.of(own, largest(pixels(own)));
    }

    private static INDArray largest(List<INDArray> pixels) {
        INDArray largest = pixels.get(0).dup('c');
        pixels.stream().skip(1).forEach(pixel -> Transforms.max(largest, pixel, false));
        pixels.forEach(pixel -> NotANumber.carry(pixel, largest));
        return largest;
    }

    /** Gives {@code dX} (n, c, h, w). */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Caches.input(cache, type, Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        long rows = window.places(x.size(2));
        long columns = window.places(x.size(3));
        INDArray grad = Checks.array("gradOutput", gradOutput, type, x.size(0), x.size(1), rows, columns);
        List<INDArray> pixels = pixels(x);
        INDArray[] shares = winners(pixels);
        INDArray dX = Nd4j.zeros(type, x.shape());
        for (int k = 0; k < shares.length; k++) {
            pixel(dX, k).assign(NotANumber.select(shares[k], grad));
        }
        Map<String, INDArray> grads = new HashMap<>();
        grads.put("dX", dX);
        return grads;
    }

    /** For each pixel of a square, 1 where it gets the gradient, else 0. */
    private static INDArray[] winners(List<INDArray> pixels) {
        INDArray largest = largest(pixels);
        INDArray open = Nd4j.ones(largest.dataType(), largest.shape()); // squares whose gradient is not given away yet
        INDArray[] winners = new INDArray[pixels.size()];
        for (int k = 0; k < winners.length; k++) {
            winners[k] = pixels.get(k).eq(largest).castTo(largest.dataType()).muli(open);
            open.subi(winners[k]);
        }
        for (int k = winners.length - 1; k >= 0 && NotANumber.mayBeIn(largest); k--) {
            INDArray share = NotANumber.mask(pixels.get(k)).muli(open);
            winners[k].addi(share);
            open.subi(share);
        }
        return winners;
    }

    private List<INDArray> pixels(INDArray x) {
        return IntStream.range(0, window.size() * window.size())
                .mapToObj(k -> pixel(x, k).dup('c'))
                .toList();
    }

    /** A view (n, c, h / f, w / f): pixel number k, in reading order, of every square. */
    private INDArray pixel(INDArray x, int k) {
        return window.pixels(x, k / window.size(), k % window.size());
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int filterSize = 2;
        private DataType type = DataType.DOUBLE;

        private Builder() {}

        /** Height, width and step of the squares in pixels. */
        public Builder filterSize(int pixels) {
            filterSize = pixels;
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
        public MaxPooling2d build() {
            return new MaxPooling2d(this);
        }
    }
}
