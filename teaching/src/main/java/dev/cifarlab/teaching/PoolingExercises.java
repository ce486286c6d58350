package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.Edits.copies;
import static dev.cifarlab.teaching.Exercise.EXACT;

import dev.cifarlab.teaching.Exercise.Probe;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Questions 2.3 and 2.4, 10 marks. */
final class PoolingExercises {

    static final List<Exercise<StudentMaxPooling>> ALL = List.of(
            new Exercise<>("2.3 max-pooling forward", 2, EXACT, forward(3, 1, 0)),
            new Exercise<>("2.3 max-pooling forward: batch of one, several channels", 1, EXACT, forward(1, 3, 0)),
            new Exercise<>("2.3 max-pooling forward: negative numbers", 1, EXACT, forward(2, 2, -5)),
            new Exercise<>("2.4 max-pooling backward", 3, EXACT, backward(3, 1, false)),
            new Exercise<>("2.4 max-pooling backward: batch of one, several channels", 1, EXACT, backward(1, 3, false)),
            new Exercise<>("2.4 max-pooling backward: ties", 1, EXACT, backward(2, 2, true)),
            new Exercise<>("2.3, 2.4 arguments left unchanged", 1, EXACT, PoolingExercises::arguments));

    private PoolingExercises() {}

    private static INDArray images(Draw draw, int count, int channels) {
        return draw.array(count, channels, 2L * draw.whole(2, 3), 2L * draw.whole(4, 5));
    }

    private static Probe<StudentMaxPooling> forward(int count, int channels, double shift) {
        return (maker, draw) ->
                copies(maker.make(2).forward(images(draw, count, channels).addi(shift)), "", "out");
    }

    private static Probe<StudentMaxPooling> backward(int count, int channels, boolean ties) {
        return (maker, draw) -> {
            StudentMaxPooling layer = maker.make(2);
            INDArray x = images(draw, count, channels);
            Map<String, INDArray> cache = cache(layer, ties ? Edits.each(x, v -> Math.rint(2 * v)) : x);
            return Edits.present(
                    "dX", layer.backward(cache, draw.array(entry(cache, "out").shape())));
        };
    }

    /** The student's own cache, with the right numbers in it. */
    private static Map<String, INDArray> cache(StudentMaxPooling layer, INDArray x) {
        return Edits.cache(layer::forward, new ReferenceMaxPooling(2).forward(x), x);
    }

    private static Map<String, INDArray> arguments(Maker<StudentMaxPooling> maker, Draw draw) {
        StudentMaxPooling layer = maker.make(2);
        INDArray x = images(draw, 2, 2);
        layer.forward(x);
        Map<String, INDArray> cache = cache(layer, x);
        INDArray dOut = draw.array(entry(cache, "out").shape());
        layer.backward(cache, dOut);
        Map<String, INDArray> used = Map.of("x", x, "cached x", entry(cache, "x"), "grad_output", dOut);
        return copies(used, " afterwards", "x", "cached x", "grad_output");
    }
}
