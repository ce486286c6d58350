package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The extra class {@code ResidualLayer}. */
final class PythonResidual extends PythonObject implements StudentResidual {

    /** Inputs, hidden, outputs. */
    PythonResidual(PythonSolution solution, Object... arguments) {
        super(
                solution,
                "ResidualLayer",
                Map.of("inputs", arguments[0], "hidden", arguments[1], "outputs", arguments[2]));
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        return arrays(call("forward", x));
    }

    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        return arrays(call("backward", cache, gradOutput));
    }
}
