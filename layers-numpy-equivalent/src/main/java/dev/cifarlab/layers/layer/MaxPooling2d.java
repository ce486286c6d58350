package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import dev.cifarlab.layers.math.Window;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The largest pixel of each f x f square of images (n, c, h, w), squares side by side: output (n, c, h / f, w / f);
 * rows and columns that fill no square are ignored. Among equal pixels the first in reading order (row by row) gets the
 * gradient, as in the frameworks.
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
        Checks.array("x", x, type, Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        window.places(Math.min(x.size(2), x.size(3)));
        INDArray largest = pixel(x, 0).dup('c');
        for (int k = 1; k < window.size() * window.size(); k++) {
            Transforms.max(largest, pixel(x, k).dup('c'), false);
        }
        return Caches.of(x, largest);
    }

    /** Gives {@code dX} (n, c, h, w). */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Caches.input(cache, gradOutput);
        INDArray out = Checks.entry(cache, "out");
        INDArray dX = Nd4j.zeros(type, x.shape());
        INDArray rest = gradOutput.dup('c');
        for (int k = 0; k < window.size() * window.size(); k++) {
            INDArray share = pixel(x, k).dup('c').eq(out).castTo(type).muli(rest);
            pixel(dX, k).assign(share);
            rest.subi(share); // what is given away is not given to a later, equal pixel
        }
        Map<String, INDArray> grads = new HashMap<>();
        grads.put("dX", dX);
        return grads;
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
