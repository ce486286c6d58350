package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.ConvolutionRoute;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a two-dimensional convolution without bias. Left to itself it runs through libnd4j's {@code conv2d}
 * and {@code conv2d_bp} operations on the processor (oneDNN), where the stock layer of 1.0.0-M2.1 runs im2col and a
 * matrix product; {@link ConvolutionRoutes} has the other ways. Input (n, in, h, w), output (n, out, h', w') with
 * h' = floor((h + 2 padding - kernel) / stride) + 1.
 */
public final class Convolution2d extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    private ConvolutionRoute route = ConvolutionRoute.AUTO;

    /** For the framework's cloning. */
    public Convolution2d() {}

    private Convolution2d(Builder builder) {
        super(builder);
    }

    /** A convolution with a square kernel. */
    public static Convolution2d of(int inChannels, int outChannels, int kernel, int stride, int padding) {
        Builder builder = new Builder(kernel, kernel);
        builder.nIn(inChannels).nOut(outChannels).stride(stride, stride).padding(padding, padding);
        return new Convolution2d(builder.hasBias(false));
    }

    /** What computes it. */
    ConvolutionRoute route() {
        return route;
    }

    /** This convolution, computed by a route of its own; before the network is built. */
    public Convolution2d through(ConvolutionRoute newRoute) {
        route = newRoute;
        return this;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Graphs.instantiated(new Computation(conf, type), conf, listeners, index, parameters, initialize);
    }

    /**
     * In single precision both passes go to the {@link ConvolutionRoutes} helper, if there is one; in any other
     * precision to the stock layer. Unlike the stock layer it does not run the forward pass again before the backward
     * pass: with the identity activation the pre-activation is not needed.
     */
    private static final class Computation extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {

        private static final long serialVersionUID = 1L;

        Computation(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
            helper = ConvolutionRoutes.helper(((Convolution2d) conf.getLayer()).route(), type);
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
            if (dataType != DataType.FLOAT || helper == null) {
                return super.backpropGradient(epsilon, workspace);
            }
            assertInputSet(true);
            return helper.backpropGradient(
                    input,
                    getParam(ConvolutionParamInitializer.WEIGHT_KEY),
                    null,
                    epsilon,
                    layerConf().getKernelSize(),
                    layerConf().getStride(),
                    layerConf().getPadding(),
                    null,
                    gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY),
                    layerConf().getActivationFn(),
                    AlgoMode.PREFER_FASTEST,
                    null,
                    null,
                    convolutionMode,
                    layerConf().getDilation(),
                    layerConf().getCnn2dDataFormat(),
                    workspace);
        }
    }
}
