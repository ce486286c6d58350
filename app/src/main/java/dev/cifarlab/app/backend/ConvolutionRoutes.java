package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.UserException;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The one place that turns a {@link ConvolutionRoute} into code. */
final class ConvolutionRoutes {

    private ConvolutionRoutes() {}

    /** The route itself, or what {@code AUTO} stands for in this build. */
    static ConvolutionRoute resolve(ConvolutionRoute route) {
        return route == ConvolutionRoute.AUTO ? Environment.automaticRoute() : route;
    }

    /** Throws where a route is not in this build. */
    static void requireAvailable(ConvolutionRoute route) {
        if (route == ConvolutionRoute.CUDNN && !(CudnnRoute.isInThisRelease() && Environment.onGpu())) {
            throw UserException.usage("convolution: 'cudnn' is only in the build for --backend cuda-jit; choose auto");
        }
        if (route == ConvolutionRoute.ONEDNN && (Environment.onGpu() || !OneDnn.available())) {
            throw UserException.usage(
                    "convolution: 'onednn' needs the build for the processor on Linux x86-64%s; choose auto",
                    OneDnn.trouble().map(why -> " (" + why + ")").orElse(""));
        }
    }

    /** The framework's helper for a route; null for its own way, im2col. */
    static @Nullable ConvolutionHelper helper(ConvolutionRoute route, DataType type) {
        return switch (resolve(route)) {
            case CUDNN -> CudnnRoute.helper(type);
            case IM2COL -> null;
            default -> new NativeOperations(type);
        };
    }

    /** The framework's own calls of conv2d and conv2d_bp, without its check for oneDNN, which is broken in M2.1. */
    private static final class NativeOperations extends MKLDNNConvHelper {
        NativeOperations(DataType type) {
            super(type);
        }

        @Override
        public boolean checkSupported() {
            return true;
        }
    }
}
