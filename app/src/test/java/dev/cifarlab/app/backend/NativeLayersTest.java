package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Each of our layers against the framework's, forward and backward, in single precision (1e-5 of the largest). */
class NativeLayersTest {

    @ParameterizedTest(name = "{0}x{0} stride {1} padding {2}, {3} channels at {4}x{5}, batch {6}")
    @CsvSource({"3,1,1,3,8,8,2", "3,2,1,4,8,8,2", "1,2,0,4,8,8,3", "3,1,1,2,5,7,1", "3,2,1,2,7,9,2"})
    void convolution(int kernel, int stride, int padding, int channels, int height, int width, int batch) {
        ConvolutionLayer stock = new ConvolutionLayer.Builder(kernel, kernel)
                .nIn(channels)
                .nOut(6)
                .stride(stride, stride)
                .padding(padding, padding)
                .hasBias(false)
                .build();
        Nd4j.getRandom().setSeed(1);
        INDArray x = Nd4j.randn(batch, channels, height, width);
        compare(Convolution2d.of(channels, 6, kernel, stride, padding), stock, x);
    }

    @ParameterizedTest
    @CsvSource({"1,4,5,5", "8,3,4,6", "32,16,8,8"})
    void batchNormalization(int batch, int channels, int height, int width) {
        BatchNormalization stock = new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .useLogStd(false)
                .build();
        Nd4j.getRandom().setSeed(2);
        INDArray x = Nd4j.randn(batch, channels, height, width).muli(2).addi(0.7);
        compare(BatchNormalization2d.of(channels), stock, x);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activation(Activation activation) {
        Nd4j.getRandom().setSeed(3);
        compare(
                HiddenActivation.of(activation),
                new ActivationLayer(HiddenActivation.frameworks(activation)),
                Nd4j.randn(3, 2, 4, 5));
    }

    private static void compare(Layer ours, Layer stock, INDArray x) {
        ComputationGraph a = graph(ours);
        ComputationGraph n = graph(stock);
        if (n.numParams() > 0) {
            a.setParams(n.params().dup());
        }
        INDArray output = forward(n, x);
        close("output", forward(a, x), output);
        Nd4j.getRandom().setSeed(4);
        INDArray epsilon = Nd4j.randn(output.shape());
        close(
                "input gradient",
                backward(a, epsilon).getSecond(),
                backward(n, epsilon).getSecond());
        if (n.numParams() > 0) {
            Map<String, INDArray> gradients = Parts.gradients(a);
            Parts.gradients(n).forEach((name, gradient) -> close(name, gradients.get(name), gradient));
        }
        close(
                "inference",
                a.getLayer(0).activate(x, false, LayerWorkspaceMgr.noWorkspaces()),
                n.getLayer(0).activate(x, false, LayerWorkspaceMgr.noWorkspaces()));
    }

    private static ComputationGraph graph(Layer layer) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .graphBuilder()
                .addInputs("x")
                .addLayer("layer", layer, "x")
                .setOutputs("layer")
                .build());
        graph.init();
        graph.initGradientsView();
        return graph;
    }

    private static INDArray forward(ComputationGraph graph, INDArray x) {
        return graph.getLayer(0).activate(x, true, LayerWorkspaceMgr.noWorkspaces());
    }

    private static Pair<?, INDArray> backward(ComputationGraph graph, INDArray epsilon) {
        return graph.getLayer(0).backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces());
    }

    private static void close(String what, INDArray a, INDArray n) {
        double difference = Transforms.abs(a.sub(n)).maxNumber().doubleValue();
        double scale = Math.max(1e-8, Transforms.abs(n).maxNumber().doubleValue());
        assertThat(difference / scale).as(what).isLessThan(1e-5);
    }
}
