package dev.cifarlab.layers.math;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A square window that moves over images, and the two rearrangements that turn a convolution into one matrix product.
 * Rows and columns that a stride leaves over are ignored.
 *
 * @param size height and width f of the window
 * @param stride step s in both directions
 * @param padding zeros p around the image
 */
public record Window(int size, int stride, int padding) {

    /** Checks the numbers. */
    public Window {
        Checks.atLeast("filterSize", size, 1);
        Checks.atLeast("stride", stride, 1);
        Checks.atLeast("padding", padding, 0);
    }

    /**
     * Number of places along a side: (length + 2 p - f) / s + 1, rounded down.
     *
     * @throws IllegalArgumentException when the window is larger than the padded side
     */
    public int places(long length) {
        long padded = length + 2L * padding;
        if (padded < size) {
            throw new IllegalArgumentException(
                    "x: expected at least " + (size - 2L * padding) + " rows and columns, found " + length);
        }
        return Math.toIntExact((padded - size) / stride + 1);
    }

    /**
     * The patches under the window as columns of one matrix: row (c f + i) f + j holds pixel (i, j) of channel c under
     * each place, places in the order (image, row, column).
     *
     * @param x images (n, c, h, w)
     * @return (c f f, n places(h) places(w))
     */
    public INDArray im2col(INDArray x) {
        INDArray plain = Checks.numbers("x", x);
        Checks.shape("x", x, x.dataType(), Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        int rows = places(x.size(2));
        int columns = places(x.size(3));
        INDArray padded = pad(plain.permute(1, 0, 2, 3));
        INDArray patches = Nd4j.createUninitialized(x.dataType(), x.size(1), size, size, x.size(0), rows, columns);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                at(patches, i, j).assign(pixels(padded, i, j));
            }
        }
        return patches.reshape('c', x.size(1) * size * size, x.size(0) * rows * columns);
    }

    /**
     * The transpose of {@link #im2col}: adds every column back to the pixels it was taken from.
     *
     * @param patches (c f f, n places(h) places(w))
     * @param shape the images' shape (n, c, h, w)
     * @return (n, c, h, w)
     */
    public INDArray col2im(INDArray patches, long... shape) {
        Checks.atLeast("shape: number of sizes", Checks.present("shape", shape).length, 4);
        int rows = places(shape[2]);
        int columns = places(shape[3]);
        INDArray plain = Checks.numbers("patches", patches);
        Checks.shape("patches", plain, plain.dataType(), shape[1] * size * size, shape[0] * rows * columns);
        INDArray split = plain.reshape('c', shape[1], size, size, shape[0], rows, columns);
        INDArray sum = zeros(patches.dataType(), shape[1], shape[0], shape[2], shape[3]);
        INDArray moved = sum.dup();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                pixels(moved.assign(0), i, j).assign(at(split, i, j));
                sum.addi(moved); // two whole arrays: several times faster than adding to a view
            }
        }
        return inner(sum, shape[2], shape[3]).permute(1, 0, 2, 3).dup('c');
    }

    /**
     * The pixel that lies under (i, j) of the window, for every place, in images that are padded already.
     *
     * @param padded (n, c, h + 2 p, w + 2 p)
     * @return a view (n, c, places(h), places(w))
     */
    public INDArray pixels(INDArray padded, int i, int j) {
        Checks.floating("padded", padded);
        Checks.shape("padded", padded, padded.dataType(), Checks.ANY, Checks.ANY, Checks.ANY, Checks.ANY);
        Checks.index("i", i, size);
        Checks.index("j", j, size);
        return padded.get(NDArrayIndex.all(), NDArrayIndex.all(), steps(i, padded.size(2)), steps(j, padded.size(3)));
    }

    private INDArrayIndex steps(int first, long paddedLength) {
        long last = first + (paddedLength - size) / stride * stride;
        // ND4J fails on a single place with a stride
        return last == first ? NDArrayIndex.interval(first, first + 1) : NDArrayIndex.interval(first, stride, last + 1);
    }

    /** Images (c, n, h, w) as (c, n, h + 2 p, w + 2 p), with zeros around. */
    private INDArray pad(INDArray x) {
        if (padding == 0) {
            return x;
        }
        INDArray padded = zeros(x.dataType(), x.shape());
        inner(padded, x.size(2), x.size(3)).assign(x);
        return padded;
    }

    private INDArray zeros(DataType type, long... shape) {
        return Nd4j.zeros(type, shape[0], shape[1], shape[2] + 2L * padding, shape[3] + 2L * padding);
    }

    private INDArray inner(INDArray padded, long height, long width) {
        return padded.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.interval(padding, padding + height),
                NDArrayIndex.interval(padding, padding + width));
    }

    private static INDArray at(INDArray patches, int i, int j) {
        return patches.get(
                NDArrayIndex.all(),
                NDArrayIndex.point(i),
                NDArrayIndex.point(j),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all());
    }
}
