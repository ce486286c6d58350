package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.NumpyRandom;
import dev.cifarlab.layers.network.Mlp;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Equal to NumPy: {@code numpy_reference.json} was written by {@code numpy_reference.py} beside it. */
class NumpyEqualityTest {

    private static final JsonNode NUMPY = read();

    private static JsonNode read() {
        try (InputStream in = NumpyEqualityTest.class.getResourceAsStream("numpy_reference.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static INDArray array(JsonNode node) {
        long[] shape = numbers(node.get("shape"), long[].class);
        double[] values = numbers(node.get("values"), double[].class);
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    private static <T> T numbers(JsonNode node, Class<T> type) {
        return new ObjectMapper().convertValue(node, type);
    }

    private static Map<String, INDArray> arrays(JsonNode node) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        node.properties().forEach(entry -> arrays.put(entry.getKey(), array(entry.getValue())));
        return arrays;
    }

    @Test
    void randomNumbersAreEqualToTheLastBit() {
        for (JsonNode draw : NUMPY.get("random")) {
            double[] expected = numbers(draw.get("values"), double[].class);
            INDArray ours = new NumpyRandom(draw.get("seed").asInt())
                    .uniform(draw.get("low").asDouble(), draw.get("high").asDouble(), DataType.DOUBLE, expected.length);
            assertThat(ours.toDoubleVector()).containsExactly(expected);
        }
        assertThatThrownBy(() -> new NumpyRandom(-1)).hasMessage("seed: expected at least 0, found -1");
    }

    @Test
    void weightsOfTheCoursesMlpAreEqualToTheLastBit() {
        JsonNode expected = NUMPY.get("course_mlp");
        Mlp mlp = Mlp.builder().seed(expected.get("seed").asInt()).build();
        expected.get("samples").properties().forEach(entry -> {
            double[] ours = mlp.weights().get(entry.getKey()).data().asDouble();
            int step = expected.get("every").asInt();
            double[] theirs = numbers(entry.getValue(), double[].class);
            for (int k = 0; k < theirs.length; k++) {
                assertThat(ours[k * step]).isEqualTo(theirs[k]);
            }
        });
    }

    @Test
    void forwardAndBackwardOfAnMlpAreEqual() {
        for (JsonNode node : NUMPY.get("mlps")) {
            String function = node.get("activation").asText();
            Proof proof = Proof.numpy("Mlp (" + function + ")");
            Mlp mlp = Mlp.builder()
                    .dims(numbers(node.get("dims"), int[].class))
                    .activation(function)
                    .learningRate(node.get("learning_rate").asDouble())
                    .seed(node.get("seed").asInt())
                    .build();
            INDArray labels = array(node.get("labels"));
            for (JsonNode step : node.get("steps")) {
                Map<String, INDArray> cache = mlp.forward(array(node.get("x")));
                Map<String, INDArray> grads = mlp.backward(cache, labels);
                proof.holds(cache, arrays(step.get("cache")));
                proof.holds(grads, arrays(step.get("grads")));
                double loss = mlp.loss(cache.get("A3"), labels);
                assertThat(loss).isCloseTo(step.get("loss").asDouble(), within(1e-12));
                mlp.update(grads);
                proof.holds(mlp.weights(), arrays(step.get("weights_after")));
            }
        }
    }

    @Test
    void convolutionAndPoolingAreEqual() {
        for (JsonNode node : NUMPY.get("convolutions")) {
            Convolution2d convolution = Convolution2d.builder()
                    .inChannels(node.get("in_channels").asInt())
                    .units(node.get("units").asInt())
                    .filterSize(3)
                    .stride(node.get("stride").asInt())
                    .padding(node.get("padding").asInt())
                    .seed(node.get("seed").asInt())
                    .build();
            Proof proof = Proof.numpy("Convolution2d");
            proof.holds("W", convolution.weights().get("W"), array(node.get("W")));
            Map<String, INDArray> cache = convolution.forward(array(node.get("x")));
            proof.holds("out", cache.get("out"), array(node.get("out")));
            proof.holds(convolution.backward(cache, array(node.get("grad"))), arrays(node.get("grads")));
            MaxPooling2d pooling = MaxPooling2d.builder().build();
            Map<String, INDArray> pooled = pooling.forward(cache.get("out"));
            Proof poolingProof = Proof.numpy("MaxPooling2d");
            poolingProof.holds("out", pooled.get("out"), array(node.get("pooled")));
            INDArray dX = pooling.backward(pooled, array(node.get("pool_grad"))).get("dX");
            poolingProof.holds("dX", dX, array(node.get("pool_dX")));
        }
    }

    @Test
    void activationsAreEqual() {
        INDArray x = array(NUMPY.get("activations").get("x"));
        for (String name : new String[] {"relu", "tanh", "sigmoid", "softmax"}) {
            JsonNode node = NUMPY.get("activations").get(name);
            Proof proof = Proof.numpy(name);
            proof.holds("value", Activations.activation(name, x, false), array(node.get("value")));
            proof.holds("gradient", Activations.activation(name, x, true), array(node.get("gradient")));
        }
    }
}
