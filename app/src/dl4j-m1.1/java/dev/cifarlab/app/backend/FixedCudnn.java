package dev.cifarlab.app.backend;

import org.deeplearning4j.cuda.convolution.CudnnConvolutionHelper;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The framework's cuDNN convolution with algorithms named beforehand. Left to choose, it times all of them in every
 * call. Those named take any kernel, stride and padding, and the two backward ones give the same sums each time.
 */
final class FixedCudnn extends CudnnConvolutionHelper {

    private static final FwdAlgo FORWARD = FwdAlgo.IMPLICIT_PRECOMP_GEMM;
    private static final BwdFilterAlgo FILTER = BwdFilterAlgo.ALGO_1;
    private static final BwdDataAlgo DATA = BwdDataAlgo.ALGO_1;

    /** cuDNN's calls want a bias and room for its gradient; our convolutions have none. */
    private @Nullable INDArray zeros;

    FixedCudnn(DataType type) {
        super(type);
    }

    @Override
    public INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray bias,
            int[] kernel,
            int[] strides,
            int[] pad,
            AlgoMode mode,
            FwdAlgo forward,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspace) {
        return super.preOutput(
                input,
                weights,
                bias,
                kernel,
                strides,
                pad,
                AlgoMode.USER_SPECIFIED,
                FORWARD,
                convolutionMode,
                dilation,
                format,
                workspace);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            @Nullable INDArray bias,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            @Nullable INDArray biasGradient,
            INDArray weightGradient,
            IActivation activation,
            AlgoMode mode,
            @Nullable BwdFilterAlgo filter,
            @Nullable BwdDataAlgo data,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspace) {
        INDArray dx = super.backpropGradient(
                        input,
                        weights,
                        bias,
                        delta,
                        kernel,
                        strides,
                        pad,
                        zeros(weights),
                        weightGradient,
                        activation,
                        AlgoMode.USER_SPECIFIED,
                        FILTER,
                        DATA,
                        convolutionMode,
                        dilation,
                        format,
                        workspace)
                .getSecond();
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
        return new Pair<>(gradient, dx);
    }

    private INDArray zeros(INDArray weights) {
        INDArray room = zeros;
        if (room == null) {
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                room = Nd4j.create(weights.dataType(), 1, weights.size(0));
            }
            zeros = room;
        }
        return room;
    }
}
