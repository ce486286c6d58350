package dev.cifarlab.layers.network;

import dev.cifarlab.layers.References;
import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.layer.MaxPooling2d;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * One CNN three times: convolution, activation, max-pooling, flatten, dense; by hand, in SameDiff and in DL4J.
 *
 * @param n examples
 * @param c channels
 * @param h rows
 * @param w columns
 * @param u filters
 * @param f their size
 * @param s their stride
 * @param p padding
 * @param q size of the pooling's squares
 * @param function relu, tanh or sigmoid
 */
record SmallCnn(int n, int c, int h, int w, int u, int f, int s, int p, int q, String function) {

    static final int CLASSES = 4;
    static final double LEARNING_RATE = 0.1;

    /** Weights as {@link Sequential} names them, behind their names in DL4J. */
    private static final Map<String, String> NAMES = Map.of("0_W", "0.W", "0_b", "0.b", "2_W", "4.W", "2_b", "4.b");

    private int features() {
        int rows = (h + 2 * p - f) / s + 1;
        int columns = (w + 2 * p - f) / s + 1;
        return u * (rows / q) * (columns / q);
    }

    Sequential byHand(DataType type) {
        return new Sequential(
                Convolution2d.builder()
                        .inChannels(c)
                        .units(u)
                        .filterSize(f)
                        .stride(s)
                        .padding(p)
                        .bias(true)
                        .seed(1)
                        .dataType(type)
                        .build(),
                ActivationLayer.builder().activation(function).dataType(type).build(),
                MaxPooling2d.builder().filterSize(q).dataType(type).build(),
                new Flatten(),
                Dense.builder()
                        .inputs(features())
                        .units(CLASSES)
                        .seed(2)
                        .dataType(type)
                        .build());
    }

    /** Gradients of the mean loss, with the names of {@link Sequential#backward}. */
    Map<String, INDArray> sameDiff(Sequential cnn, INDArray x, INDArray labels) {
        Map<String, INDArray> values = new LinkedHashMap<>();
        values.put("x", x);
        cnn.weights().forEach((name, weight) -> values.put(name.replace('.', '_'), weight));
        Map<String, INDArray> raw = References.sameDiff(values, Nd4j.ones(DataType.DOUBLE, 1), (graph, v) -> {
            SDVariable weights = v.get("0_W").permute(2, 3, 1, 0);
            SDVariable z = graph.cnn().conv2d(v.get("x"), weights, v.get("0_b"), convolution());
            SDVariable maps = switch (function) {
                case "relu" -> graph.nn().relu(z, 0);
                case "tanh" -> graph.math().tanh(z);
                default -> graph.nn().sigmoid(z);
            };
            SDVariable rows = graph.cnn().maxPooling2d(maps, pooling()).reshape(n, features());
            SDVariable logits = rows.mmul(v.get("4_W")).add(v.get("4_b"));
            return References.logSoftmax(graph, logits)
                    .mul(graph.constant(labels))
                    .sum()
                    .mul(-1.0 / n);
        });
        raw.remove("out");
        Map<String, INDArray> named = new LinkedHashMap<>();
        raw.forEach((name, array) -> named.put(name.replaceFirst("^d(\\d)_", "$1.d"), array));
        return named;
    }

    private Conv2DConfig convolution() {
        return Conv2DConfig.builder()
                .kH(f)
                .kW(f)
                .sH(s)
                .sW(s)
                .pH(p)
                .pW(p)
                .dH(1)
                .dW(1)
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO)
                .build();
    }

    private Pooling2DConfig pooling() {
        return Pooling2DConfig.builder()
                .kH(q)
                .kW(q)
                .sH(q)
                .sW(q)
                .dH(1)
                .dW(1)
                .isNHWC(false)
                .build();
    }

    /** DL4J's network with the weights of ours. */
    MultiLayerNetwork dl4j(Sequential cnn, DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(new Sgd(LEARNING_RATE))
                .list()
                .layer(new ConvolutionLayer.Builder(f, f)
                        .nOut(u)
                        .stride(s, s)
                        .padding(p, p)
                        .activation(Activation.valueOf(function.toUpperCase(Locale.ROOT)))
                        .build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(q, q)
                        .stride(q, q)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(h, w, c))
                .build());
        network.init();
        NAMES.forEach((theirs, ours) -> network.getParam(theirs)
                .assign(cnn.weights().get(ours).reshape(network.getParam(theirs).shape())));
        return network;
    }

    /** Gradients of the mean loss, with the names of {@link Sequential#backward}; DL4J sums over the examples. */
    static Map<String, INDArray> gradients(MultiLayerNetwork network, INDArray x, INDArray labels) {
        Pair<Gradient, INDArray> theirs = network.calculateGradients(x, labels, null, null);
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        NAMES.forEach((name, ours) -> gradients.put(
                ours.replace(".", ".d"),
                inOurShape(ours, theirs.getFirst().getGradientFor(name)).div(x.size(0))));
        gradients.put("dX", theirs.getSecond().div(x.size(0)));
        return gradients;
    }

    /** The weights under our names. */
    static Map<String, INDArray> weights(MultiLayerNetwork network) {
        Map<String, INDArray> weights = new LinkedHashMap<>();
        NAMES.forEach((theirs, ours) -> weights.put(ours, inOurShape(ours, network.getParam(theirs))));
        return weights;
    }

    /** DL4J's biases have shape (1, k) or (k). */
    private static INDArray inOurShape(String name, INDArray array) {
        return switch (name) {
            case "0.b" -> array.reshape(array.length());
            case "4.b" -> array.reshape(1, array.length());
            default -> array;
        };
    }
}
