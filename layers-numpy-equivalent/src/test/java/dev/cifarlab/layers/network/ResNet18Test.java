package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.Gradients;
import dev.cifarlab.layers.Proof;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The whole network beside DL4J's, in double precision. */
class ResNet18Test {

    private static final SoftmaxCrossEntropy CRITERION = new SoftmaxCrossEntropy();

    private static Sequential network(String function) {
        return new ResNet18(3, 10, function, DataType.DOUBLE, 1).network();
    }

    private static Proof within(double tolerance, String function) {
        return new Proof("ResNet18 (" + function + ")", "DL4J (double)", tolerance);
    }

    /** With ReLU too: in double precision no sum that it takes is so near 0 that rounding decides its sign. */
    @ParameterizedTest
    @ValueSource(strings = {"tanh", "relu"})
    void equalsDl4jThroughThreeStepsOfAdam(String function) {
        Sequential ours = network(function);
        Dl4jResNet18 theirs = new Dl4jResNet18(ours, function, 16);
        Adam adam = new Adam(Dl4jResNet18.RATE);
        INDArray x = Gradients.random(5, 4, 3, 16, 16);
        INDArray labels = MlpTest.labels(4, 10);
        for (int step = 1; step <= 3; step++) {
            Map<String, INDArray> cache = ours.forward(x);
            Map<String, INDArray> grads = ours.backward(cache, CRITERION.backward(cache.get("out"), labels));
            INDArray logits = theirs.forward(x);
            Map<String, INDArray> theirGrads = theirs.backward(CRITERION.backward(logits, labels));
            if (step == 1) {
                assertThat(theirGrads).as("62 weights and the input").hasSize(63);
                within(1e-9, function).holds("logits", cache.get("out"), logits);
                within(1e-9, function).holds(grads, theirGrads);
            }
            adam.step(ours.weights(), grads);
            theirs.step();
            Proof statistics = within(step == 1 ? 1e-12 : 1e-8, function);
            String after = " after step " + step;
            ours.statistics().forEach((name, own) -> statistics.holds(name + after, own, theirs.like(name, own)));
        }
        ours.weights()
                .forEach((name, own) ->
                        within(1e-7, function).holds(name + " after step 3", own, theirs.like(name, own)));
        within(1e-8, function).holds("inference after step 3", ours.infer(x), theirs.infer(x));
    }

    @Test
    void equalsCentralDifferencesAtARandomElementOfEveryTensor() {
        Sequential network = network("tanh");
        INDArray x = Gradients.random(5, 3, 3, 8, 8);
        INDArray labels = MlpTest.labels(3, 10);
        Map<String, INDArray> cache = network.forward(x);
        Map<String, INDArray> grads = network.backward(cache, CRITERION.backward(cache.get("out"), labels));
        Map<String, INDArray> at = new LinkedHashMap<>();
        network.weights().forEach((name, weight) -> at.put(name.replaceFirst("(\\w+)$", "d$1"), weight));
        at.put("dX", x);
        Random random = new Random(1);
        at.forEach((name, array) -> {
            long element = random.nextInt(Math.toIntExact(array.length()));
            double difference = Gradients.difference(
                    array, element, () -> CRITERION.loss(network.forward(x).get("out"), labels));
            INDArray expected = grads.get(name).dup('c');
            expected.putScalar(element, difference);
            Proof.differences("ResNet18 (tanh)").holds(name, grads.get(name), expected);
        });
    }

    @Test
    void hasAsManyWeightsAsThePaperSays() {
        Map<String, INDArray> weights = network("relu").weights();
        assertThat(weights).hasSize(62);
        assertThat(weights.values().stream().mapToLong(INDArray::length).sum()).isEqualTo(11_173_962);
    }
}
