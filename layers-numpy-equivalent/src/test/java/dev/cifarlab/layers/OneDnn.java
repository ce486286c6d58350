package dev.cifarlab.layers;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's helpers for oneDNN, put into its layers: release 1.0.0-M2.1 has them, but a broken test of availability never
 * lets them in. They take single precision only, and count what they compute.
 */
public final class OneDnn {

    /** Whether the build has oneDNN. */
    public static final boolean PRESENT = Loader.getPlatform().equals("linux-x86_64");

    private OneDnn() {}

    /** Gives a layer its helper; how often that computed a backward pass. Other layers have none. */
    public static AtomicInteger into(Layer layer) {
        AtomicInteger calls = new AtomicInteger();
        if (layer instanceof ConvolutionLayer) {
            set(ConvolutionLayer.class, layer, new Convolution(calls));
        } else if (layer instanceof SubsamplingLayer) {
            set(SubsamplingLayer.class, layer, new Subsampling(calls));
        }
        return calls;
    }

    private static void set(Class<?> type, Layer layer, Object helper) {
        try {
            var field = type.getDeclaredField("helper");
            field.setAccessible(true);
            field.set(layer, helper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pair<Gradient, INDArray> counted(AtomicInteger calls, Pair<Gradient, INDArray> result) {
        if (result != null) {
            calls.incrementAndGet();
        }
        return result;
    }

    private static final class Convolution extends MKLDNNConvHelper {

        private final AtomicInteger calls;

        Convolution(AtomicInteger calls) {
            super(DataType.FLOAT);
            this.calls = calls;
        }

        @Override
        public boolean checkSupported() {
            return true;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray input,
                INDArray weights,
                INDArray bias,
                INDArray delta,
                int[] kernel,
                int[] strides,
                int[] pad,
                INDArray biasGradView,
                INDArray weightGradView,
                IActivation function,
                AlgoMode mode,
                BwdFilterAlgo filterAlgorithm,
                BwdDataAlgo dataAlgorithm,
                ConvolutionMode convolutionMode,
                int[] dilation,
                CNN2DFormat format,
                LayerWorkspaceMgr workspaces) {
            return counted(
                    calls,
                    super.backpropGradient(
                            input,
                            weights,
                            bias,
                            delta,
                            kernel,
                            strides,
                            pad,
                            biasGradView,
                            weightGradView,
                            function,
                            mode,
                            filterAlgorithm,
                            dataAlgorithm,
                            convolutionMode,
                            dilation,
                            format,
                            workspaces));
        }
    }

    private static final class Subsampling extends MKLDNNSubsamplingHelper {

        private final AtomicInteger calls;

        Subsampling(AtomicInteger calls) {
            super(DataType.FLOAT);
            this.calls = calls;
        }

        @Override
        public boolean checkSupported() {
            return true;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray input,
                INDArray epsilon,
                int[] kernel,
                int[] strides,
                int[] pad,
                PoolingType pooling,
                ConvolutionMode convolutionMode,
                int[] dilation,
                CNN2DFormat format,
                LayerWorkspaceMgr workspaces) {
            return counted(
                    calls,
                    super.backpropGradient(
                            input,
                            epsilon,
                            kernel,
                            strides,
                            pad,
                            pooling,
                            convolutionMode,
                            dilation,
                            format,
                            workspaces));
        }
    }
}
