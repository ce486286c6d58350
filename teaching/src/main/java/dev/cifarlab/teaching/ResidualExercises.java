package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.Edits.copies;
import static dev.cifarlab.teaching.Exercise.EXACT;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The residual block, 5 marks beyond the assignment's. */
final class ResidualExercises {

    static final List<Exercise<StudentResidual>> ALL = List.of(
            new Exercise<>("extra: residual block forward", 1, EXACT, (maker, draw) -> forward(maker, draw, 5)),
            new Exercise<>(
                    "extra: residual block forward, projected", 1, EXACT, (maker, draw) -> forward(maker, draw, 3)),
            new Exercise<>("extra: residual block backward", 1, EXACT, (maker, draw) -> backward(maker, draw, 5)),
            new Exercise<>(
                    "extra: residual block backward, projected", 1, EXACT, (maker, draw) -> backward(maker, draw, 3)),
            new Exercise<>("extra: residual block, arguments left unchanged", 1, EXACT, ResidualExercises::arguments));

    private static final int INPUTS = 5;
    private static final int HIDDEN = 4;

    private ResidualExercises() {}

    private static StudentResidual drawn(Maker<StudentResidual> maker, Draw draw, int outputs) {
        StudentResidual block = maker.make(INPUTS, HIDDEN, outputs);
        block.weights().put("W1", draw.array(INPUTS, HIDDEN));
        block.weights().put("W2", draw.array(HIDDEN, outputs));
        if (outputs != INPUTS) {
            block.weights().put("Ws", draw.array(INPUTS, outputs));
        }
        return block;
    }

    private static INDArray rows(Draw draw) {
        return draw.array(draw.whole(6, 8), INPUTS);
    }

    private static Map<String, INDArray> forward(Maker<StudentResidual> maker, Draw draw, int outputs) {
        return copies(drawn(maker, draw, outputs).forward(rows(draw)), "", "out");
    }

    /** The student's own cache, with the right numbers in it. */
    private static Map<String, INDArray> cache(StudentResidual block, int outputs, INDArray x) {
        ReferenceResidual right = new ReferenceResidual(INPUTS, HIDDEN, outputs);
        right.weights().putAll(block.weights());
        return Edits.cache(block::forward, right.forward(x), x);
    }

    private static Map<String, INDArray> backward(Maker<StudentResidual> maker, Draw draw, int outputs) {
        StudentResidual block = drawn(maker, draw, outputs);
        Map<String, INDArray> cache = cache(block, outputs, rows(draw));
        INDArray dOut = draw.array(entry(cache, "out").shape());
        return copies(block.backward(cache, dOut), "", "dW2", "dW1", "dWs", "dX");
    }

    private static Map<String, INDArray> arguments(Maker<StudentResidual> maker, Draw draw) {
        StudentResidual block = drawn(maker, draw, INPUTS);
        INDArray x = rows(draw);
        block.forward(x);
        Map<String, INDArray> cache = cache(block, INPUTS, x);
        INDArray dOut = draw.array(entry(cache, "out").shape());
        block.backward(cache, dOut);
        Map<String, INDArray> used = Map.of("x", x, "cached x", entry(cache, "x"), "grad_output", dOut);
        return copies(used, " afterwards", "x", "cached x", "grad_output");
    }
}
