package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;

/**
 * What all steps of a program share.
 *
 * @param program what they are added to
 * @param parameters the network's parameters and gradients
 * @param precision of activations, and of weights as they are multiplied
 */
record Workshop(Program program, FlatParameters parameters, Precision precision) {

    private static final long SMALL = 16; // pixels

    Session session() {
        return program.session();
    }

    Element element() {
        return precision == Precision.BF16 ? Element.BFLOAT16 : Element.FLOAT32;
    }

    /**
     * Images (n, channels, h, w) that a layer takes in: channels last, but for the smallest in single precision, where
     * the layer chooses (blocks of channels). Measured: docs/performance.md.
     */
    Descriptor images(long... shape) {
        return Descriptor.of(session(), element(), layout(shape), shape);
    }

    /** The layout in which a layer that takes in images of a shape keeps them and what it makes of them. */
    Layout layout(long... shape) {
        boolean small = shape[2] * shape[3] <= SMALL;
        return small && precision == Precision.FLOAT32 ? Layout.ANY : Layout.CHANNELS_LAST;
    }

    /** Weights, in the layout that a primitive likes best. */
    Descriptor weights(long... shape) {
        return Descriptor.of(session(), element(), Layout.ANY, shape);
    }

    /** Rows of singles. */
    Descriptor rows(long... shape) {
        return Descriptor.of(session(), Element.FLOAT32, Layout.ROWS, shape);
    }

    /** Rows in the network's precision. */
    Descriptor features(long... shape) {
        return Descriptor.of(session(), element(), Layout.ROWS, shape);
    }

    /** A tensor of shape (n, ...) as rows (n, features), in the network's precision. */
    Tensor flattened(Tensor tensor) {
        long[] shape = tensor.descriptor().shape();
        if (shape.length == 2) {
            return program.reordered(tensor, features(shape));
        }
        Tensor rows = program.reordered(tensor, features(shape));
        long features = shape[1] * shape[2] * shape[3];
        return program.view(rows, features(shape[0], features));
    }
}
