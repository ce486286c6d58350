package dev.cifarlab.teaching.trace;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.math.NumpyRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The two networks that are traced, with drawn numbers of two decimals, so that they can be checked on paper. */
final class Networks {

    private final int examples;
    private final int classes;
    private final String activation;
    private final NumpyRandom random;
    private final Map<String, INDArray> given = new LinkedHashMap<>();

    Networks(int examples, int classes, String activation, int seed) {
        this.examples = examples;
        this.classes = classes;
        this.activation = activation;
        random = new NumpyRandom(seed);
    }

    /** Dense, activation, dense. */
    Trace mlp(int inputs, int hidden) {
        given.clear();
        draw("X", examples, inputs);
        draw("W1", inputs, hidden);
        draw("b1", 1, hidden);
        return trace(hidden, "A1", List.of(dense(inputs, hidden, "X", "Z1", 1), activate()));
    }

    /** Convolution, activation, 2x2 max-pooling, dense. */
    Trace cnn(int channels, int side, int filters, int filterSize) {
        given.clear();
        draw("X", examples, channels, side, side);
        draw("W1", filters, channels, filterSize, filterSize);
        draw("b1", filters);
        Convolution2d convolution = Convolution2d.builder()
                .inChannels(channels)
                .units(filters)
                .filterSize(filterSize)
                .bias(true)
                .build();
        int pooled = (side - filterSize + 1) / 2;
        return trace(
                filters * pooled * pooled,
                "F1",
                List.of(
                        new LayerStep(convolution, new ConvolutionRule(), "X", "Z1", 1),
                        activate(),
                        new LayerStep(MaxPooling2d.builder().build(), new PoolingRule(), "A1", "M1", 1),
                        new LayerStep(new Flatten(), new FlattenRule(), "M1", "F1", 1)));
    }

    /** The steps, a dense layer to the classes, and the loss. */
    private Trace trace(int features, String from, List<Step> steps) {
        draw("W2", features, classes);
        draw("b2", 1, classes);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, classes);
        for (int n = 0; n < examples; n++) {
            labels.putScalar(n, (n + 1) % classes, 1);
        }
        given.put("Y", labels);
        List<Step> all = new ArrayList<>(steps);
        all.add(dense(features, classes, from, "Z2", 2));
        all.add(new LossStep("Z2"));
        return new Trace(all, given);
    }

    private static LayerStep dense(int inputs, int units, String in, String out, int number) {
        Dense dense = Dense.builder().inputs(inputs).units(units).build();
        return new LayerStep(dense, new DenseRule(), in, out, number);
    }

    private LayerStep activate() {
        ActivationLayer layer = ActivationLayer.builder().activation(activation).build();
        return new LayerStep(layer, new ActivationRule(activation), "Z1", "A1", 1);
    }

    private void draw(String name, long... shape) {
        INDArray numbers = random.uniform(-1, 1, DataType.DOUBLE, shape).muli(100);
        given.put(name, Transforms.round(numbers, false).divi(100));
    }
}
