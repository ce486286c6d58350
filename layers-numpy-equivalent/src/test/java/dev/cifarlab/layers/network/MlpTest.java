package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.References;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class MlpTest {

    private static final int[] DIMS = {6, 5, 4, 3};

    static Mlp small(String activation) {
        return Mlp.builder()
                .dims(DIMS)
                .activation(activation)
                .learningRate(0.5)
                .seed(4)
                .build();
    }

    static INDArray labels(int n, int classes) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, n, classes);
        for (int row = 0; row < n; row++) {
            labels.putScalar(row, (row + 1) % classes, 1);
        }
        return labels;
    }

    private static void train(Mlp mlp, INDArray x, INDArray labels, int steps) {
        for (int step = 0; step < steps; step++) {
            mlp.update(mlp.backward(mlp.forward(x), labels));
        }
    }

    private static SDVariable apply(SameDiff graph, String function, SDVariable x) {
        return switch (function) {
            case "relu" -> graph.nn().relu(x, 0);
            case "tanh" -> graph.math().tanh(x);
            default -> graph.nn().sigmoid(x);
        };
    }

    /** Gradients of the mean loss at every weight and at the input, which is divided by n there and not in ours. */
    private static Map<String, INDArray> sameDiff(Mlp mlp, String function, INDArray x, INDArray labels) {
        Map<String, INDArray> values = new LinkedHashMap<>(mlp.weights());
        values.put("x", x);
        Map<String, INDArray> result = References.sameDiff(values, Nd4j.ones(DataType.DOUBLE, 1), (graph, v) -> {
            SDVariable a = v.get("x");
            for (int k = 1; k <= 3; k++) {
                SDVariable z = a.mmul(v.get("W" + k)).add(v.get("b" + k));
                a = k < 3 ? apply(graph, function, z) : References.logSoftmax(graph, z);
            }
            return a.mul(graph.constant(labels)).sum().mul(-1.0 / labels.size(0));
        });
        result.remove("dX");
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void equalsSameDiffBeforeAndAfterTraining(String function) {
        for (int n : new int[] {1, 7}) {
            Mlp mlp = small(function);
            INDArray x = Gradients.random(1, n, 6);
            INDArray labels = labels(n, 3);
            for (int steps : new int[] {0, 20}) {
                train(mlp, x, labels, steps);
                Map<String, INDArray> cache = mlp.forward(x);
                Map<String, INDArray> expected = sameDiff(mlp, function, x, labels);
                assertThat(mlp.loss(cache.get("A3"), labels))
                        .isCloseTo(expected.remove("out").getDouble(0), within(1e-10));
                Proof.sameDiff("Mlp (" + function + ")").holds(mlp.backward(cache, labels), expected);
            }
        }
    }

    /** Inputs so large that hidden functions and softmax are at their ends: gradients of 0 or 1, never NaN. */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void equalsTheFrameworksWhereItIsSaturated(String function) {
        Mlp mlp = small(function);
        for (int k = 1; k <= 3; k++) {
            mlp.weights().get("W" + k).muli(function.equals("relu") ? 1 : 100); // ReLU passes all of x on
        }
        INDArray x = Gradients.random(7, 6, 6).mul(1000);
        INDArray labels = labels(6, 3);
        Map<String, INDArray> cache = mlp.forward(x);
        assertThat(cache.get("A3").maxNumber().doubleValue()).isGreaterThan(1 - 1e-6);
        Map<String, INDArray> expected = sameDiff(mlp, function, x, labels);
        expected.remove("out"); // the loss: ours is clipped
        Map<String, INDArray> grads = mlp.backward(cache, labels);
        Proof.sameDiff("Mlp (" + function + " saturated)").holds(grads, expected);
        MultiLayerNetwork network = dl4j(mlp, DIMS, function, DataType.DOUBLE);
        Proof.dl4j("Mlp (" + function + " saturated)").holds(grads, gradients(network, x, labels));
        assertThat(mlp.loss(cache.get("A3"), labels)).isBetween(0.0, -Math.log(1e-6));
    }

    /** DL4J's gradients of the mean loss at the weights. */
    private static Map<String, INDArray> gradients(MultiLayerNetwork network, INDArray x, INDArray labels) {
        network.setInput(x);
        network.setLabels(labels);
        network.computeGradientAndScore();
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        for (int k = 1; k <= 3; k++) {
            var all = network.gradient();
            gradients.put("dW" + k, all.getGradientFor((k - 1) + "_W").div(x.size(0)));
            INDArray db = all.getGradientFor((k - 1) + "_b");
            gradients.put("db" + k, db.div(x.size(0)).reshape(1, db.length()));
        }
        return gradients;
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void equalsCentralDifferencesOfItsOwnLoss(String function) {
        Mlp mlp = small(function);
        INDArray x = Gradients.random(2, 5, 6);
        INDArray labels = labels(5, 3);
        train(mlp, x, labels, 10);
        Map<String, INDArray> grads = mlp.backward(mlp.forward(x), labels);
        Proof proof = function.equals("relu")
                ? Proof.differencesNearKinks("Mlp (relu)")
                : Proof.differences("Mlp (" + function + ")");
        mlp.weights()
                .forEach((name, weight) -> proof.holds(
                        "d" + name,
                        grads.get("d" + name),
                        Gradients.differences(
                                weight, () -> mlp.loss(mlp.forward(x).get("A3"), labels))));
    }

    private static MultiLayerNetwork dl4j(Mlp mlp, int[] dims, String function, DataType type) {
        Activation activation = Activation.valueOf(function.toUpperCase(Locale.ROOT));
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(new org.nd4j.linalg.learning.config.Sgd(0.5))
                .activation(activation)
                .list()
                .layer(new DenseLayer.Builder().nIn(dims[0]).nOut(dims[1]).build())
                .layer(new DenseLayer.Builder().nIn(dims[1]).nOut(dims[2]).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(dims[2])
                        .nOut(dims[3])
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        for (int k = 1; k <= 3; k++) {
            network.getLayer(k - 1).getParam("W").assign(mlp.weights().get("W" + k));
            network.getLayer(k - 1).getParam("b").assign(mlp.weights().get("b" + k));
        }
        return network;
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sigmoid"})
    void trainsAsDl4jDoes(String function) {
        Mlp mlp = small(function);
        INDArray x = Gradients.random(3, 8, 6);
        INDArray labels = labels(8, 3);
        MultiLayerNetwork network = dl4j(mlp, DIMS, function, DataType.DOUBLE);
        List<INDArray> activations = network.feedForward(x, true);
        Map<String, INDArray> cache = mlp.forward(x);
        for (int k = 0; k <= 3; k++) {
            Proof.dl4j("Mlp (" + function + ")").holds("A" + k, cache.get("A" + k), activations.get(k));
        }
        for (int step = 0; step < 5; step++) {
            network.fit(x, labels);
        }
        train(mlp, x, labels, 5);
        for (int k = 1; k <= 3; k++) {
            for (String name : new String[] {"W", "b"}) {
                INDArray ours = mlp.weights().get(name + k);
                INDArray theirs = network.getLayer(k - 1).getParam(name).reshape(ours.shape());
                Proof.dl4j("Mlp (" + function + ")").holds(name + k + " after 5 steps", ours, theirs);
            }
        }
    }

    @Test
    void inSinglePrecisionEqualsDl4j() {
        Mlp mlp = Mlp.builder().activation("tanh").dataType(DataType.FLOAT).build();
        INDArray x = Gradients.random(4, 16, 784).castTo(DataType.FLOAT);
        INDArray labels = labels(16, 10).castTo(DataType.FLOAT);
        for (int steps : new int[] {0, 10}) {
            train(mlp, x, labels, steps);
            MultiLayerNetwork network = dl4j(mlp, new int[] {784, 128, 64, 10}, "tanh", DataType.FLOAT);
            Proof.dl4jFloat("Mlp (tanh)").holds(mlp.backward(mlp.forward(x), labels), gradients(network, x, labels));
        }
    }

    @Test
    void perExampleGradientsAreThoseOfBatchesOfOne() {
        Mlp mlp = small("tanh");
        INDArray x = Gradients.random(5, 4, 6);
        INDArray labels = labels(4, 3);
        Map<String, INDArray> batch = mlp.backward(mlp.forward(x), labels);
        for (int row = 0; row < 4; row++) {
            INDArray one = x.getRow(row).reshape(1, 6);
            Map<String, INDArray> alone =
                    mlp.backward(mlp.forward(one), labels.getRow(row).reshape(1, 3));
            for (String name : new String[] {"dZ3", "dA2", "dZ2", "dA1", "dZ1"}) {
                new Proof("Mlp", "itself one by one", 1e-13)
                        .holds(name, batch.get(name).getRow(row).reshape(1, -1), alone.get(name));
            }
        }
    }
}
