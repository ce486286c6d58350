package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.Edits.copies;
import static dev.cifarlab.teaching.Exercise.EXACT;

import dev.cifarlab.teaching.Exercise.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Questions 2.1 and 2.2, 10 marks. */
final class ConvolutionExercises {

    static final List<Exercise<StudentConvolution>> ALL = List.of(
            new Exercise<>("2.1 initialize_weights", 1, 0.06, ConvolutionExercises::weights),
            new Exercise<>("2.1 convolution forward", 2, EXACT, forward(3, 1)),
            new Exercise<>("2.1 convolution forward: batch of one, stride 2", 1, EXACT, forward(1, 2)),
            new Exercise<>("2.2 convolution backward", 4, EXACT, backward(3, 1)),
            new Exercise<>("2.2 convolution backward: batch of one, stride 2", 1, EXACT, backward(1, 2)),
            new Exercise<>("2.1, 2.2 arguments left unchanged", 1, EXACT, ConvolutionExercises::arguments));

    private ConvolutionExercises() {}

    private static Map<String, INDArray> weights(Maker<StudentConvolution> maker, Draw draw) {
        StudentConvolution layer = maker.make(5, 1, draw.whole(150, 200), draw.whole(0, 999));
        layer.initializeWeights();
        INDArray w = entry(layer.weights(), "W");
        Map<String, INDArray> outcome = new LinkedHashMap<>();
        outcome.put("shape of W", Nd4j.createFromArray(w.shape()).castTo(w.dataType()));
        outcome.put(
                "W: least, mean, largest, deviation",
                Nd4j.createFromArray(
                        w.minNumber().doubleValue(),
                        w.meanNumber().doubleValue(),
                        w.maxNumber().doubleValue(),
                        w.stdNumber().doubleValue()));
        return outcome;
    }

    private static StudentConvolution drawn(Maker<StudentConvolution> maker, Draw draw, int stride) {
        int units = draw.whole(2, 4);
        StudentConvolution layer = maker.make(3, stride, units, 0);
        layer.weights().put("W", draw.array(units, 3, 3));
        return layer;
    }

    private static INDArray images(Draw draw, int count) {
        return draw.array(count, 1, draw.whole(7, 8), draw.whole(9, 10));
    }

    private static Probe<StudentConvolution> forward(int count, int stride) {
        return (maker, draw) -> copies(drawn(maker, draw, stride).forward(images(draw, count)), "", "out");
    }

    private static Probe<StudentConvolution> backward(int count, int stride) {
        return (maker, draw) -> {
            StudentConvolution layer = drawn(maker, draw, stride);
            INDArray x = images(draw, count);
            Map<String, INDArray> cache = cache(layer, x, stride);
            INDArray dOut = draw.array(entry(cache, "out").shape());
            return Edits.present("dW", layer.backward(cache, dOut));
        };
    }

    /** The student's own cache, with the right numbers in it. */
    private static Map<String, INDArray> cache(StudentConvolution layer, INDArray x, int stride) {
        ReferenceConvolution right = new ReferenceConvolution(
                3, stride, (int) entry(layer.weights(), "W").size(0), 0);
        right.weights().putAll(layer.weights());
        return Edits.cache(layer::forward, right.forward(x), x);
    }

    private static Map<String, INDArray> arguments(Maker<StudentConvolution> maker, Draw draw) {
        StudentConvolution layer = drawn(maker, draw, 1);
        INDArray x = images(draw, 2);
        layer.forward(x);
        Map<String, INDArray> cache = cache(layer, x, 1);
        INDArray dOut = draw.array(entry(cache, "out").shape());
        layer.backward(cache, dOut);
        Map<String, INDArray> used = Map.of("x", x, "cached x", entry(cache, "x"), "grad_output", dOut);
        return copies(used, " afterwards", "x", "cached x", "grad_output");
    }
}
