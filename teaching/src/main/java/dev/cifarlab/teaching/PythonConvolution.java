package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The notebook's {@code Convolution2dLayer}. */
final class PythonConvolution extends PythonObject implements StudentConvolution {

    /** Filter size, stride, units, seed. */
    PythonConvolution(PythonSolution solution, Object... arguments) {
        super(
                solution,
                "Convolution2dLayer",
                Map.of(
                        "filter_size", arguments[0],
                        "stride", arguments[1],
                        "n_units", arguments[2],
                        "seed", arguments[3]));
    }

    @Override
    public void initializeWeights() {
        call("initialize_weights");
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
