package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Session;

/** How the matrices of transformed tiles and weights lie in memory. */
record Matrices(Session session) {

    private static final int PLACES = 3;

    /** 36 matrices in rows. */
    Descriptor rows(long rows, long columns) {
        return Descriptor.of(session, Element.FLOAT32, Layout.ROWS, Transform.MATRICES, rows, columns);
    }

    /** 36 matrices as products like them. */
    Descriptor any(long rows, long columns) {
        return Descriptor.of(session, Element.FLOAT32, Layout.ANY, Transform.MATRICES, rows, columns);
    }

    /** 36 matrices in columns. */
    Descriptor turned(long rows, long columns) {
        return Descriptor.strided(session, shape(rows, columns), rows * columns, 1, rows);
    }

    /** Some columns of 36 matrices in rows. */
    Descriptor columns(long rows, long all, long some) {
        return Descriptor.strided(session, shape(rows, some), rows * all, all, 1);
    }

    private static long[] shape(long rows, long columns) {
        return new long[] {Transform.MATRICES, rows, columns};
    }

    /** Kernels of some channels among weights (out, in, 3, 3), of which a layer has {@code in}. */
    Descriptor kernels(long some, long channels, long in) {
        return Descriptor.strided(session, new long[] {some, channels, PLACES, PLACES}, 9 * in, 9, PLACES, 1);
    }

    /** The same by place, then by what the products take, then by what they give: the latter is the first, or not. */
    Descriptor placed(long some, long channels, boolean flipped) {
        long each = some * channels;
        long[] shape = {some, channels, PLACES, PLACES};
        return flipped
                ? Descriptor.strided(session, shape, channels, 1, PLACES * each, each)
                : Descriptor.strided(session, shape, 1, some, PLACES * each, each);
    }
}
