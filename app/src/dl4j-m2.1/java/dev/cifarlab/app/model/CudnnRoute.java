package dev.cifarlab.app.model;

import dev.cifarlab.app.config.UserException;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.nd4j.linalg.api.buffer.DataType;

/** cuDNN with fixed algorithms: release 1.0.0-M2.1 no longer has it. */
final class CudnnRoute {

    private CudnnRoute() {}

    static void requireAvailable() {
        throw UserException.usage("convolution: 'cudnn' is only in the build for --backend cuda-jit; choose auto");
    }

    static ConvolutionHelper helper(DataType type) {
        throw new IllegalStateException("no such helper in this release: " + type);
    }
}
