package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sum and the activation function behind it in one pass, written over one of its inputs where that may be. */
final class AddStep implements Step {

    private final Program program;
    private final @Nullable Nonlinearity function;
    private final Value onto;
    private final Value other;
    private final Value output;

    AddStep(Formats formats, Fusion.Part part, List<Value> inputs) {
        this.program = formats.program();
        this.function = Formats.nonlinearity(part.function());
        int first = !inputs.get(0).mayBeOverwritten() && inputs.get(1).mayBeOverwritten() ? 1 : 0;
        this.onto = inputs.get(first);
        this.other = inputs.get(1 - first);
        Tensor sum = formats.target(onto);
        this.output = function == null ? Value.of(sum) : Value.kept(sum);
    }

    @Override
    public Value forward() {
        Descriptor array = output.tensor().descriptor();
        Tensor added = program.reordered(other.tensor(), array);
        program.add(
                Elementwise.sum(program.session(), array, new Epilogue(false, function)),
                Map.of(Argument.SRC, onto.tensor(), Argument.SRC_1, added, Argument.DST, output.tensor()));
        return output;
    }

    /** Both inputs have the same gradient, so that nobody may write over it. */
    @Override
    public void backward() {
        Tensor gradient = function == null ? output.gradient() : ActivateStep.gradient(program, function, output);
        onto.addGradient(program, gradient, false);
        other.addGradient(program, gradient, false);
    }

    @Override
    public Value infer(InferencePlan plan) {
        forward();
        return Value.of(output.tensor());
    }
}
