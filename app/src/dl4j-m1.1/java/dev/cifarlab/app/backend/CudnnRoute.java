package dev.cifarlab.app.backend;

import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** cuDNN with fixed algorithms, which only release 1.0.0-M1.1 has. */
final class CudnnRoute {

    private CudnnRoute() {}

    /** The framework's helper; null where the release has none. */
    static @Nullable ConvolutionHelper helper(DataType type) {
        return new FixedCudnn(type);
    }

    static boolean isInThisRelease() {
        return true;
    }
}
