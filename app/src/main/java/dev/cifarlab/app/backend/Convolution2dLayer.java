package dev.cifarlab.app.backend;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layer behind {@link Convolution2d}. In single precision both passes go to the {@link ConvolutionRoutes} helper,
 * if there is one; in any other precision to the stock layer. Unlike the stock layer it does not run the forward pass
 * again before the backward pass: with the identity activation the pre-activation is not needed.
 */
final class Convolution2dLayer extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    Convolution2dLayer(NeuralNetConfiguration conf, DataType type) {
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
