package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import dev.cifarlab.layers.math.Window;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The largest pixel of each f x f square of images (n, c, h, w), squares side by side: output (n, c, h / f, w / f);
 * rows and columns that fill no square are ignored. Among equal pixels the first in reading order (row by row) gets the
 * gradient, as in the frameworks.
 */
public final class MaxPooling2d implements Layer {

    private final int f;
    private final DataType type;

    private MaxPooling2d(Builder builder) {
        Checks.atLeast("filterSize", builder.filterSize, 1);
        Checks.floating(builder.type);
        f = builder.filterSize;
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
        INDArray squares = squares(x);
        INDArray largest = pixel(squares, 0).dup('c');
        for (int k = 1; k < f * f; k++) {
            Transforms.max(largest, pixel(squares, k), false);
        }
        return Caches.of(x, largest);
    }

    /** Gives {@code dX} (n, c, h, w). */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = Caches.input(cache, gradOutput);
        INDArray out = Checks.entry(cache, "out");
        INDArray squares = squares(x);
        INDArray dX = Nd4j.zeros(type, x.shape());
        INDArray dSquares = Nd4j.createUninitialized(type, squares.shape());
        INDArray rest = gradOutput.dup('c');
        for (int k = 0; k < f * f; k++) {
            INDArray share = pixel(squares, k).eq(out).castTo(type).muli(rest);
            pixel(dSquares, k).assign(share);
            rest.subi(share);
        }
        inner(dX, squares).assign(dSquares.reshape('c', innerShape(squares)));
        Map<String, INDArray> grads = new HashMap<>();
        grads.put("dX", dX);
        return grads;
    }

    /** The whole squares as (n, c, h / f, f, w / f, f). */
    private INDArray squares(INDArray x) {
        Window window = new Window(f, f, 0);
        long rows = window.places(x.size(2));
        long columns = window.places(x.size(3));
        long[] shape = {x.size(0), x.size(1), rows, f, columns, f};
        return inner(x, rows * f, columns * f).dup('c').reshape('c', shape);
    }

    private static INDArray inner(INDArray x, INDArray squares) {
        long[] shape = innerShape(squares);
        return inner(x, shape[2], shape[3]);
    }

    private static INDArray inner(INDArray x, long height, long width) {
        return x.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, height),
                NDArrayIndex.interval(0, width));
    }

    private static long[] innerShape(INDArray squares) {
        return new long[] {
            squares.size(0), squares.size(1), squares.size(2) * squares.size(3), squares.size(4) * squares.size(5)
        };
    }

    /** A view (n, c, h / f, w / f): pixel number k, in reading order, of every square. */
    private INDArray pixel(INDArray squares, int k) {
        return squares.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.point(k / f),
                NDArrayIndex.all(),
                NDArrayIndex.point(k % f));
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
