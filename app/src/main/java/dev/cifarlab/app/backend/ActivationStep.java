package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** A {@link HiddenActivation} in a program that no other step took over; written over its input. */
final class ActivationStep implements Step {

    private final Program program;
    private final Nonlinearity function;
    private final Value input;
    private final Value output;

    ActivationStep(Workshop shop, Nonlinearity function, Value input) {
        this.program = shop.program();
        this.function = function;
        this.input = input;
        this.output = Value.of(input.tensor());
    }

    @Override
    public Value forward() {
        Tensor array = input.tensor();
        program.add(
                Elementwise.apply(program.session(), function, array.descriptor()),
                Map.of(Argument.SRC, array, Argument.DST, array));
        return output;
    }

    @Override
    public void backward() {
        input.addGradient(program, gradient(program, function, output));
    }

    /** The gradient of what went into a function, in place of that of its result. */
    static Tensor gradient(Program program, Nonlinearity function, Value result) {
        Tensor dst = result.tensor();
        Tensor given = program.reordered(result.gradient(), dst.descriptor());
        Tensor gradient = result.mayOverwriteGradient() ? given : program.tensor(dst.descriptor());
        program.add(
                Elementwise.differentiate(program.session(), function, dst.descriptor()),
                Map.of(Argument.DST, dst, Argument.DIFF_DST, given, Argument.DIFF_SRC, gradient));
        return gradient;
    }
}
