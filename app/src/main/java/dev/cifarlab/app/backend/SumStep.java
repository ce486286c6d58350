package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** The end of a residual block: branch + shortcut and the activation function in one pass, written over the branch. */
final class SumStep implements Step {

    private final Program program;
    private final Nonlinearity function;
    private final Value branch;
    private final Value shortcut;
    private final Value output;

    SumStep(Workshop shop, Nonlinearity function, Value branch, Value shortcut) {
        this.program = shop.program();
        this.function = function;
        this.branch = branch;
        this.shortcut = shortcut;
        this.output = Value.of(branch.tensor());
    }

    @Override
    public Value forward() {
        Tensor sum = branch.tensor();
        Tensor other = program.reordered(shortcut.tensor(), sum.descriptor());
        program.add(
                Elementwise.sum(program.session(), sum.descriptor(), new Epilogue(false, function)),
                Map.of(Argument.SRC, sum, Argument.SRC_1, other, Argument.DST, sum));
        return output;
    }

    @Override
    public void backward() {
        Tensor gradient = ActivationStep.gradient(program, function, output);
        branch.addSharedGradient(program, gradient);
        shortcut.addSharedGradient(program, gradient);
    }
}
