package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The layouts and number types of a program's arrays, which its steps agree on.
 *
 * @param program what the steps are added to
 * @param parameters the network's parameters and gradients
 * @param precision of activations, and of weights as they are multiplied
 */
record Formats(Program program, FlatParameters parameters, Precision precision) {

    Session session() {
        return program.session();
    }

    /** The same in single precision. */
    Formats singles() {
        return new Formats(program, parameters, Precision.FLOAT32);
    }

    static @Nullable Nonlinearity nonlinearity(@Nullable Activation function) {
        return function == null ? null : Nonlinearity.valueOf(function.name());
    }

    private Element element() {
        return precision == Precision.BF16 ? Element.BFLOAT16 : Element.FLOAT32;
    }

    /**
     * Maps (n, channels, h, w): channels last in single precision; otherwise the layer that asks chooses, and takes
     * blocks of channels. Measured: docs/performance.md.
     */
    Descriptor maps(long... shape) {
        Layout layout = precision == Precision.BF16 ? Layout.ANY : Layout.CHANNELS_LAST;
        return Descriptor.of(session(), element(), layout, shape);
    }

    /** Weights, in the layout that a primitive likes best. */
    Descriptor weights(long... shape) {
        return Descriptor.of(session(), element(), Layout.ANY, shape);
    }

    /** Gradients of weights, in the layout that a primitive likes best. */
    Descriptor slopes(long... shape) {
        return Descriptor.of(session(), Element.FLOAT32, Layout.ANY, shape);
    }

    /** Rows of singles. */
    Descriptor rows(long... shape) {
        return Descriptor.of(session(), Element.FLOAT32, Layout.ROWS, shape);
    }

    /** Rows in the network's precision. */
    Descriptor features(long... shape) {
        return Descriptor.of(session(), element(), Layout.ROWS, shape);
    }

    /** A tensor in the network's precision: itself, or rows. */
    Tensor inPrecision(Tensor tensor) {
        Descriptor array = tensor.descriptor();
        return array.element() == element() ? tensor : program.reordered(tensor, features(array.shape()));
    }

    /** A tensor of shape (n, ...) as rows (n, features), in the network's precision. */
    Tensor flattened(Tensor tensor) {
        long[] shape = tensor.descriptor().shape();
        Tensor rows = program.reordered(tensor, features(shape));
        return shape.length == 2 ? rows : program.view(rows, features(shape[0], shape[1] * shape[2] * shape[3]));
    }

    /** Rows as maps again. */
    Tensor unflattened(Tensor rows, long... shape) {
        return shape.length == 2 ? rows : program.view(rows, features(shape));
    }

    /** What a function or sum may write its result over: a value that nobody else needs, or new memory like it. */
    Tensor target(Value value) {
        return value.mayBeOverwritten()
                ? value.tensor()
                : program.tensor(value.tensor().descriptor());
    }
}
