package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.BatchNorm2d;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.layer.GlobalAveragePooling;
import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.MatrixProduct;
import dev.cifarlab.layers.math.NumpyRandom;
import dev.cifarlab.layers.math.Window;
import dev.cifarlab.layers.network.Mlp;
import dev.cifarlab.layers.network.Residual;
import dev.cifarlab.layers.network.Sequential;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every public method gets null, empty arrays, integers and wrong ranks for each array: a sentence, never a crash. */
class AbsentAndEmptyTest {

    /** A method with an object to call it on and arguments that fit. */
    record Call(Object target, Executable method, Object[] arguments) {

        void with(int which, Object value) throws Throwable {
            Object[] changed = arguments.clone();
            changed[which] = value;
            try {
                if (method instanceof Constructor<?> constructor) {
                    constructor.newInstance(changed);
                } else {
                    ((Method) method).invoke(target, changed);
                }
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
    }

    private static Call call(Object target, String name, Object... arguments) {
        Class<?> type = target instanceof Class<?> owner ? owner : target.getClass();
        Method method = Stream.of(type.getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .filter(each -> !each.isBridge())
                .findFirst()
                .orElseThrow();
        return new Call(Modifier.isStatic(method.getModifiers()) ? null : target, method, arguments);
    }

    private static List<Call> layer(Layer layer, long... shape) {
        INDArray x = Gradients.random(1, shape);
        Map<String, INDArray> cache = layer.forward(x);
        return List.of(call(layer, "forward", x), call(layer, "backward", cache, cache.get("out")));
    }

    private static INDArray labels() {
        return Nd4j.createFromArray(new double[][] {{0, 1, 0}, {1, 0, 0}});
    }

    private static List<Call> networks() {
        Mlp mlp = Mlp.builder().dims(4, 3).build();
        INDArray x = Gradients.random(1, 2, 4);
        Map<String, INDArray> cache = mlp.forward(x);
        Sequential network = new Sequential(
                Dense.builder().build(), ActivationLayer.builder().build());
        Map<String, INDArray> passed = network.forward(Gradients.random(1, 2, 1));
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
        INDArray logits = Gradients.random(2, 2, 3);
        return List.of(
                call(mlp, "forward", x),
                call(mlp, "loss", cache.get("A1"), labels()),
                call(mlp, "backward", cache, labels()),
                call(mlp, "update", mlp.backward(cache, labels())),
                call(mlp, "activation", x, true),
                call(network, "update", network.backward(passed, passed.get("out")), 0.1),
                call(loss, "loss", logits, labels()),
                call(loss, "backward", logits, labels()),
                call(loss, "probabilities", logits));
    }

    private static List<Call> functions() {
        INDArray x = Gradients.random(1, 2, 3);
        Window window = new Window(2, 1, 0);
        INDArray images = Gradients.random(1, 1, 2, 3, 3);
        INDArray other = Gradients.random(2, 3, 2);
        return List.of(
                call(Activations.class, "relu", x, false),
                call(Activations.class, "tanh", x, false),
                call(Activations.class, "sigmoid", x, true),
                call(Activations.class, "softmax", x, false),
                call(Activations.class, "activation", "relu", x, false),
                call(Activations.class, "requireElementwise", "relu"),
                call(MatrixProduct.class, "of", x, other),
                call(new NumpyRandom(0), "uniform", 0.0, 1.0, DataType.DOUBLE, new long[] {2}),
                call(window, "im2col", images),
                call(window, "col2im", window.im2col(images), images.shape()),
                call(window, "pixels", images, 0, 0));
    }

    static Stream<Call> calls() {
        List<Call> calls = new ArrayList<>(networks());
        calls.addAll(functions());
        calls.addAll(layer(Dense.builder().inputs(4).units(3).build(), 2, 4));
        calls.addAll(layer(Convolution2d.builder().units(2).bias(true).build(), 2, 1, 4, 4));
        calls.addAll(layer(MaxPooling2d.builder().build(), 2, 1, 4, 4));
        calls.addAll(layer(ActivationLayer.builder().build(), 2, 4));
        calls.addAll(layer(new Flatten(), 2, 3, 4));
        BatchNorm2d norm = BatchNorm2d.builder().build();
        INDArray images = Gradients.random(1, 2, 1, 2, 2);
        calls.addAll(layer(norm, images.shape()));
        calls.add(call(norm, "backwardInSteps", norm.forward(images), images));
        calls.add(call(norm, "infer", images));
        calls.addAll(layer(new GlobalAveragePooling(), 2, 3, 4, 4));
        calls.addAll(layer(new Residual(norm, ActivationLayer.builder().build()), 2, 1, 4, 4));
        calls.addAll(layer(new Sequential(Dense.builder().inputs(4).build()), 2, 4));
        return calls.stream();
    }

    private static List<Object> wrong(Object argument) {
        List<Object> wrong = new ArrayList<>();
        wrong.add(null);
        if (argument instanceof INDArray array) {
            wrong.add(Nd4j.empty(DataType.DOUBLE));
            wrong.add(Nd4j.create(DataType.DOUBLE, 0, 4));
            wrong.add(array.castTo(DataType.INT32));
            wrong.add(array.castTo(DataType.INT64));
            wrong.add(array.castTo(DataType.BOOL));
            wrong.add(array.castTo(DataType.FLOAT16));
        } else if (argument instanceof Map<?, ?> map) {
            wrong.add(Map.of());
            map.forEach((name, array) -> {
                // an outer "x" or "out" of a network is not read; its layers' own are
                for (Object other : wrong(array)) {
                    Map<Object, Object> changed = new LinkedHashMap<>(map);
                    map.keySet().forEach(key -> changed.put(key, other));
                    wrong.add(changed);
                }
            });
        }
        return wrong;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void refuseWhatIsNoArrayOfNumbers(Call call) throws Throwable {
        call.with(0, call.arguments()[0]);
        for (int which = 0; which < call.arguments().length; which++) {
            Class<?> type = call.method().getParameterTypes()[which];
            if (!type.isPrimitive()) {
                for (Object value : wrong(call.arguments()[which])) {
                    int place = which;
                    assertThatThrownBy(() -> call.with(place, value))
                            .as("%s, argument %d: %s", call, which, value)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("expected")
                            .hasMessageContaining("found");
                }
            }
        }
    }

    @Test
    void theSentencesNameTheArgument() {
        Dense dense = Dense.builder().inputs(4).units(3).build();
        assertThatThrownBy(() -> dense.forward(null)).hasMessage("x: expected DOUBLE (any, 4), found null");
        assertThatThrownBy(() -> dense.forward(Nd4j.create(DataType.DOUBLE, 0, 4)))
                .hasMessage("x: expected DOUBLE (any, 4), found DOUBLE (0, 4)");
        assertThatThrownBy(() -> dense.backward(dense.forward(Gradients.random(1, 2, 4)), null))
                .hasMessage("gradOutput: expected DOUBLE (2, 3), found null");
        assertThatThrownBy(() -> Activations.relu(null, false))
                .hasMessage("x: expected an array of numbers, found null");
        assertThatThrownBy(() -> Activations.activation(null, Gradients.random(1, 2), false))
                .hasMessage("activation: expected a value, found null");
        assertThatThrownBy(() -> dense.backward(null, Gradients.random(1, 2, 3)))
                .hasMessage("map of arrays: expected a value, found null");
        dense.weights().put("W", null);
        assertThatThrownBy(() -> dense.forward(Gradients.random(1, 2, 4)))
                .hasMessage("expected an array named W, found [W, b] with null for it");
        assertThatThrownBy(() -> new Sequential((Layer) null)).hasMessage("layer: expected a value, found null");
        assertThatThrownBy(() -> new Sequential((Layer[]) null)).hasMessage("layers: expected a value, found null");
        assertThatThrownBy(() -> Mlp.builder().dims((int[]) null)).hasMessage("dims: expected a value, found null");
        assertThatThrownBy(() -> Mlp.builder().activation(null).build())
                .hasMessage("activation: expected a value, found null");
        assertThatThrownBy(() -> Dense.builder().dataType(null).build())
                .hasMessage("data type: expected DOUBLE or FLOAT, found null");
        assertThatThrownBy(() -> new NumpyRandom(0).uniform(Double.NaN, 1, DataType.DOUBLE, 2))
                .hasMessage("low: expected a finite number, found NaN");
        assertThatThrownBy(() -> new NumpyRandom(0).uniform(0, Double.POSITIVE_INFINITY, DataType.DOUBLE, 2))
                .hasMessage("high: expected a finite number, found Infinity");
    }

    /** A wrong gradient is found before the first weight changes. */
    @Test
    void aStepIsTakenWholeOrNotAtAll() {
        Mlp mlp = Mlp.builder().dims(4, 3).build();
        INDArray before = mlp.weights().get("W1").dup();
        Map<String, INDArray> grads = new LinkedHashMap<>();
        grads.put("dW1", Gradients.random(1, 4, 3));
        grads.put("db1", Gradients.random(1, 3));
        assertThatThrownBy(() -> mlp.update(grads)).hasMessage("db1: expected DOUBLE (1, 3), found DOUBLE (3)");
        assertThat(mlp.weights().get("W1")).isEqualTo(before);
    }

    @Test
    void aCacheOfAnotherLayerIsRefused() {
        Dense dense = Dense.builder().inputs(4).units(3).build();
        Map<String, INDArray> cache = new Flatten().forward(Gradients.random(1, 2, 5));
        assertThatThrownBy(() -> dense.backward(cache, Gradients.random(1, 2, 3)))
                .hasMessage("cached x: expected DOUBLE (any, 4), found DOUBLE (2, 5)");
    }
}
