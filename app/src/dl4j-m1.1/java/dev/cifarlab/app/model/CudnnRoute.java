package dev.cifarlab.app.model;

import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.runs.Environment;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.nd4j.linalg.api.buffer.DataType;

/** cuDNN with fixed algorithms, which only release 1.0.0-M1.1 has. */
final class CudnnRoute {

    private CudnnRoute() {}

    static void requireAvailable() {
        if (!Environment.onGpu()) {
            throw UserException.usage("convolution: 'cudnn' needs a GPU; choose auto");
        }
    }

    static ConvolutionHelper helper(DataType type) {
        return new FixedCudnn(type);
    }
}
