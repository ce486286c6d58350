package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.cifarlab.layers.math.Window;
import dev.cifarlab.layers.network.Mlp;
import dev.cifarlab.layers.network.Residual;
import dev.cifarlab.layers.network.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computations whose arguments may be views, with plain arguments for each. */
final class ViewCases {

    private ViewCases() {}

    /** What a computation gives for its arguments, each by name. */
    interface Computation {
        Map<String, INDArray> of(List<INDArray> arguments);
    }

    /** A computation, and plain arguments for it. */
    record Case(
            String name,
            String subject,
            Computation computation,
            List<INDArray> arguments,
            Map<String, INDArray> expected) {

        Case(String name, String subject, Computation computation, List<INDArray> arguments) {
            this(name, subject, computation, arguments, new LinkedHashMap<>());
            List<INDArray> copies =
                    arguments.stream().map(array -> array.dup('c')).toList();
            computation.of(copies).forEach((key, array) -> expected.put(key, array.dup()));
        }

        Case(String subject, Computation computation, List<INDArray> arguments) {
            this(subject, subject, computation, arguments);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Both passes: arguments are the input, the gradient and the weights; what the caller passed is spoilt between. */
    private static Case layer(String name, Layer layer, long... shape) {
        INDArray x = Gradients.apart(1, shape);
        List<INDArray> arguments = new ArrayList<>();
        arguments.add(x);
        arguments.add(Gradients.random(2, layer.forward(x).get("out").shape()));
        List<String> names = List.copyOf(layer.weights().keySet());
        names.forEach(weight ->
                arguments.add(Gradients.random(3, layer.weights().get(weight).shape())));
        String subject = layer.getClass().getSimpleName();
        return new Case(
                name,
                subject,
                given -> {
                    for (int k = 0; k < names.size(); k++) {
                        layer.weights().put(names.get(k), given.get(2 + k));
                    }
                    INDArray input = given.get(0).dup();
                    Map<String, INDArray> all = new LinkedHashMap<>();
                    Map<String, INDArray> cache = layer.forward(given.get(0));
                    all.put("out", cache.get("out").dup());
                    given.get(0).assign(77);
                    all.putAll(layer.backward(cache, given.get(1)));
                    given.get(0).assign(input);
                    INDArray grad = given.get(1).dup();
                    INDArray dX = all.get("dX").dup();
                    given.get(1).assign(77);
                    assertThat(numbers(all.get("dX"))).isEqualTo(numbers(dX));
                    given.get(1).assign(grad);
                    return all;
                },
                arguments);
    }

    static double[] numbers(INDArray x) {
        return x.dup('c').data().asDouble();
    }

    private static Sequential network() {
        return new Sequential(
                Convolution2d.builder().inChannels(2).units(3).bias(true).build(),
                ActivationLayer.builder().activation("tanh").build(),
                MaxPooling2d.builder().build(),
                new Flatten(),
                Dense.builder().inputs(3 * 2).units(4).build());
    }

    private static Convolution2d convolution(int size, int stride, int padding, boolean bias) {
        return Convolution2d.builder()
                .inChannels(3)
                .units(4)
                .filterSize(size)
                .stride(stride)
                .padding(padding)
                .bias(bias)
                .build();
    }

    private static Layer activation(String function) {
        return ActivationLayer.builder().activation(function).build();
    }

    private static BatchNorm2d norm(int channels) {
        return BatchNorm2d.builder().channels(channels).build();
    }

    private static Layer residual() {
        return new Residual(convolution(3, 2, 1, false), convolution(1, 2, 0, false), activation("tanh"));
    }

    private static Stream<Case> layers() {
        return Stream.of(
                layer("Dense", Dense.builder().inputs(4).units(3).build(), 5, 4),
                layer("Dense of one", Dense.builder().inputs(1).units(1).build(), 2, 1),
                layer("Convolution2d", convolution(3, 1, 1, true), 2, 3, 6, 5),
                layer("Convolution2d with strides", convolution(2, 2, 0, false), 3, 3, 5, 7),
                layer("Convolution2d at one place", convolution(3, 1, 0, true), 2, 3, 3, 3),
                layer("Convolution2d 1x1", convolution(1, 1, 0, true), 2, 3, 2, 3),
                layer("MaxPooling2d", MaxPooling2d.builder().build(), 2, 2, 5, 6),
                layer("MaxPooling2d 3x3", MaxPooling2d.builder().filterSize(3).build(), 2, 1, 6, 4),
                layer("BatchNorm2d", norm(3), 2, 3, 4, 2),
                layer("GlobalAveragePooling", new GlobalAveragePooling(), 2, 3, 4, 2),
                layer("Residual", residual(), 2, 3, 4, 5),
                layer("Residual of the input itself", new Residual(norm(2), activation("relu")), 3, 2, 2, 2),
                layer("relu", activation("relu"), 3, 4),
                layer("tanh of images", activation("tanh"), 2, 3, 2, 4),
                layer("sigmoid of a row", activation("sigmoid"), 5),
                layer("Flatten", new Flatten(), 2, 3, 4, 2),
                layer("Flatten of rows", new Flatten(), 3, 4),
                layer("Sequential", network(), 2, 2, 7, 4));
    }

    private static INDArray scalar(double value) {
        return Nd4j.createFromArray(value);
    }

    private static INDArray labels() {
        return Activations.softmax(Gradients.random(4, 4, 3), false);
    }

    private static Case softmaxCrossEntropy() {
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
        return new Case(
                "SoftmaxCrossEntropy",
                given -> Map.of(
                        "loss", scalar(loss.loss(given.get(0), given.get(1))),
                        "dX", loss.backward(given.get(0), given.get(1)),
                        "probabilities", loss.probabilities(given.get(0))),
                List.of(Gradients.random(1, 4, 3), labels()));
    }

    private static Stream<Case> mlp() {
        Mlp mlp = Mlp.builder().dims(6, 5, 3).activation("relu").build();
        INDArray labels = labels();
        return Stream.of(
                new Case(
                        "Mlp",
                        given -> {
                            mlp.weights().put("W1", given.get(2));
                            mlp.weights().put("b2", given.get(3));
                            INDArray input = given.get(0).dup();
                            Map<String, INDArray> cache = mlp.forward(given.get(0));
                            given.get(0).assign(77);
                            Map<String, INDArray> all = new LinkedHashMap<>(mlp.backward(cache, given.get(1)));
                            given.get(0).assign(input);
                            all.put("loss", scalar(mlp.loss(cache.get("A2"), given.get(1))));
                            return all;
                        },
                        List.of(
                                Gradients.random(1, 4, 6),
                                labels,
                                Gradients.random(2, 6, 5),
                                Gradients.random(3, 1, 3))),
                new Case(
                        "Mlp's loss",
                        "Mlp",
                        given -> Map.of("loss", scalar(mlp.loss(given.get(0), given.get(1)))),
                        List.of(labels, labels)),
                new Case(
                        "Mlp's backward pass",
                        "Mlp",
                        given -> Mlp.builder()
                                .dims(6, 3)
                                .build()
                                .backward(Map.of("A0", given.get(0), "A1", given.get(1)), given.get(2)),
                        List.of(Gradients.random(1, 4, 6), labels, labels)));
    }

    private static Stream<Case> functions() {
        Window window = new Window(2, 2, 1);
        INDArray images = Gradients.random(1, 2, 3, 5, 4);
        Stream<Case> functions = Stream.of("relu", "tanh", "sigmoid", "softmax")
                .map(name -> new Case(
                        name + " and its derivative",
                        name,
                        given -> Map.of(
                                "value", Activations.activation(name, given.get(0), false),
                                "gradient", Activations.activation(name, given.get(0), true)),
                        List.of(Gradients.random(1, 4, 3))));
        return Stream.concat(
                functions,
                Stream.of(
                        new Case("im2col", given -> Map.of("patches", window.im2col(given.get(0))), List.of(images)),
                        new Case(
                                "col2im",
                                given -> Map.of("images", window.col2im(given.get(0), 2, 3, 5, 4)),
                                List.of(Gradients.random(
                                        2, window.im2col(images).shape()))),
                        new Case(
                                "MatrixProduct",
                                given -> Map.of("out", MatrixProduct.of(given.get(0), given.get(1))),
                                List.of(Gradients.random(1, 3, 4), Gradients.random(2, 4, 5)))));
    }

    static Stream<Arguments> cases() {
        List<Case> cases = Stream.of(layers(), Stream.of(softmaxCrossEntropy()), mlp(), functions())
                .flatMap(all -> all)
                .toList();
        return cases.stream().flatMap(one -> Stream.of(Views.values()).map(view -> Arguments.of(one, view)));
    }
}
