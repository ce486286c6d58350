package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The notebook's {@code MaxPooling2dLayer}. */
final class PythonMaxPooling extends PythonObject implements StudentMaxPooling {

    /** Filter size. */
    PythonMaxPooling(PythonSolution solution, Object... arguments) {
        super(solution, "MaxPooling2dLayer", Map.of("filter_size", arguments[0]));
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        return arrays(call("forward", x));
    }

    @Override
    public INDArray backward(Map<String, INDArray> cache, INDArray gradOutput) {
        return result("backward", cache, gradOutput);
    }
}
