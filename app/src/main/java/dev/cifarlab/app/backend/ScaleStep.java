package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** Every element times a number, and its gradient times the same. */
final class ScaleStep implements Step {

    private final Program program;
    private final double factor;
    private final Value input;
    private final Value output;

    ScaleStep(Formats formats, Node.Scale node, Value input) {
        this.program = formats.program();
        this.factor = node.factor();
        this.input = input;
        this.output = Value.of(formats.target(input));
    }

    @Override
    public Value forward() {
        scale(input.tensor(), output.tensor());
        return output;
    }

    @Override
    public void backward() {
        Tensor given = program.reordered(output.gradient(), output.tensor().descriptor());
        Tensor gradient = program.tensor(given.descriptor());
        scale(given, gradient);
        input.addGradient(program, gradient, true);
    }

    @Override
    public Value infer(InferencePlan plan) {
        return forward();
    }

    private void scale(Tensor from, Tensor to) {
        program.add(
                Elementwise.scale(program.session(), factor, from.descriptor()),
                Map.of(Argument.SRC, from, Argument.DST, to));
    }
}
