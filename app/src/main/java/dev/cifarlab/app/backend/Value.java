package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a vertex of a network gives to those behind it, and the loss's gradient with respect to it. */
final class Value {

    private final Tensor tensor;
    private final boolean learns;
    private @Nullable Tensor gradient;
    private boolean shared;

    private Value(Tensor tensor, boolean learns) {
        this.tensor = tensor;
        this.learns = learns;
    }

    /** A value that parameters before it depend on. */
    static Value of(Tensor tensor) {
        return new Value(tensor, true);
    }

    /** The network's input, whose gradient nobody asks for. */
    static Value input(Tensor tensor) {
        return new Value(tensor, false);
    }

    Tensor tensor() {
        return tensor;
    }

    /** Whether its gradient is wanted. */
    boolean learns() {
        return learns;
    }

    /** Adds a vertex's part of the gradient, which nobody else has a use for. */
    void addGradient(Program program, Tensor part) {
        gradient = sum(program, part);
        shared = false;
    }

    /** Adds a part that others will read, too. */
    void addSharedGradient(Program program, Tensor part) {
        if (gradient != null) {
            throw new IllegalStateException("a shared part comes first");
        }
        gradient = part;
        shared = true;
    }

    /** The sum, in the place of the newer part. */
    private Tensor sum(Program program, Tensor part) {
        if (gradient == null) {
            return part;
        }
        Tensor before = program.reordered(gradient, part.descriptor());
        program.add(
                Elementwise.sum(program.session(), part.descriptor(), Epilogue.NONE),
                Map.of(Argument.SRC, part, Argument.SRC_1, before, Argument.DST, part));
        return part;
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
