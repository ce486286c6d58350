package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** An activation function that no other step took over; written over its input where that may be. */
final class ActivateStep implements Step {

    private final Program program;
    private final Nonlinearity function;
    private final Value input;
    private final Value output;

    ActivateStep(Formats formats, Node.Activate node, Value input) {
        this.program = formats.program();
        this.function = Nonlinearity.valueOf(node.function().name());
        this.input = input;
        this.output = Value.kept(formats.target(input));
    }

    @Override
    public Value forward() {
        program.add(
                Elementwise.apply(program.session(), function, input.tensor().descriptor()),
                Map.of(Argument.SRC, input.tensor(), Argument.DST, output.tensor()));
        return output;
    }

    @Override
    public void backward() {
        input.addGradient(program, gradient(program, function, output), true);
    }

    @Override
    public Value infer(InferencePlan plan) {
        forward();
        return Value.of(output.tensor());
    }

    /** The gradient of what went into a function, in place of that of its result where that may be. */
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
