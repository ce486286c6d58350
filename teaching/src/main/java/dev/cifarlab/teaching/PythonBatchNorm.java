package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The extra class {@code BatchNorm2dLayer}. */
final class PythonBatchNorm extends PythonObject implements StudentBatchNorm {

    /** Channels, epsilon. */
    PythonBatchNorm(PythonSolution solution, Object... arguments) {
        super(solution, "BatchNorm2dLayer", Map.of("channels", arguments[0], "epsilon", arguments[1]));
    }

    @Override
    public Map<String, INDArray> forward(INDArray x, boolean training) {
        return arrays(call("forward", x, training));
    }

    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        return arrays(call("backward", cache, gradOutput));
    }
}
