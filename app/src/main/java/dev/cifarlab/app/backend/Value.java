package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a network gives to those behind it, and the loss's gradient with respect to it. Its tensor may be
 * written over by the last that takes from it, where the part itself does not need it for its backward pass.
 */
final class Value {

    private final Tensor tensor;
    private final boolean learns;
    private final boolean kept;
    private @Nullable Supplier<Tensor> maker;
    private int takers;
    private @Nullable Tensor gradient;
    private boolean shared;

    private Value(Tensor tensor, boolean learns, boolean kept) {
        this.tensor = tensor;
        this.learns = learns;
        this.kept = kept;
    }

    /** A value that parameters before it depend on. */
    static Value of(Tensor tensor) {
        return new Value(tensor, true, false);
    }

    /** The same, which its own backward pass reads. */
    static Value kept(Tensor tensor) {
        return new Value(tensor, true, true);
    }

    /** The same, which its part makes again for the backward passes of those behind it: it isn't kept until then. */
    static Value remade(Tensor tensor, Supplier<Tensor> maker) {
        Value value = of(tensor);
        value.maker = maker;
        return value;
    }

    /** A value that no parameter in training has an effect on, such as the images: nobody asks for its gradient. */
    static Value fixed(Tensor tensor) {
        return new Value(tensor, false, true);
    }

    Tensor tensor() {
        return tensor;
    }

    /** What a backward pass reads in the place of {@link #tensor}. */
    Tensor again() {
        if (maker != null) {
            Tensor made = maker.get();
            maker = () -> made;
            return made;
        }
        return tensor;
    }

    /** Whether its gradient is wanted. */
    boolean learns() {
        return learns;
    }

    /** Says how many parts are still to take from it. */
    void takers(int count) {
        takers = count;
    }

    /** Notes that a part has taken from it, and has no use for it any more. */
    void taken() {
        takers--;
    }

    /** Whether the part that takes from it now may write over it. */
    boolean mayBeOverwritten() {
        return takers == 1 && !kept;
    }

    /**
     * Adds a taker's part of the gradient, in whatever order they come.
     *
     * @param free whether nobody else reads {@code part}, so that it may be written over
     */
    void addGradient(Program program, Tensor part, boolean free) {
        if (gradient == null) {
            gradient = part;
            shared = !free;
            return;
        }
        Tensor sum = free ? part : shared ? program.tensor(part.descriptor()) : gradient;
        Tensor before = program.reordered(gradient, sum.descriptor());
        Tensor added = program.reordered(part, sum.descriptor());
        program.add(
                Elementwise.sum(program.session(), sum.descriptor(), Epilogue.NONE),
                Map.of(Argument.SRC, added, Argument.SRC_1, before, Argument.DST, sum));
        gradient = sum;
        shared = false;
    }

    /** The whole gradient, once all parts are there. */
    Tensor gradient() {
        if (gradient == null) {
            throw new IllegalStateException("no gradient has come");
        }
        return gradient;
    }

    /** Whether a step may write over the gradient once it has read it. */
    boolean mayOverwriteGradient() {
        return !shared;
    }
}
