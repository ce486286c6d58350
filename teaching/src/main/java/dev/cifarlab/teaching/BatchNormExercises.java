package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.Edits.copies;
import static dev.cifarlab.teaching.Exercise.EXACT;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation, 6 marks beyond the assignment's. */
final class BatchNormExercises {

    static final List<Exercise<StudentBatchNorm>> ALL = List.of(
            new Exercise<>(
                    "extra: batch normalisation in training",
                    1,
                    EXACT,
                    (maker, draw) -> copies(drawn(maker, draw).forward(images(draw), true), "", "out")),
            new Exercise<>("extra: batch normalisation, running statistics", 1, EXACT, BatchNormExercises::running),
            new Exercise<>("extra: batch normalisation in inference", 1, EXACT, BatchNormExercises::inference),
            new Exercise<>("extra: batch normalisation backward", 2, EXACT, BatchNormExercises::backward),
            new Exercise<>(
                    "extra: batch normalisation, arguments left unchanged", 1, EXACT, BatchNormExercises::arguments));

    /** Large, so that its place shows. */
    private static final double EPSILON = 0.1;

    private BatchNormExercises() {}

    private static StudentBatchNorm drawn(Maker<StudentBatchNorm> maker, Draw draw) {
        StudentBatchNorm layer = maker.make(3, EPSILON);
        layer.weights().put("gamma", draw.array(3).addi(2));
        layer.weights().put("beta", draw.array(3));
        layer.statistics().put("mean", draw.array(3));
        layer.statistics().put("variance", draw.array(3).addi(2));
        return layer;
    }

    private static INDArray images(Draw draw) {
        return draw.array(draw.whole(2, 3), 3, draw.whole(2, 3), 4).addi(0.5);
    }

    private static Map<String, INDArray> running(Maker<StudentBatchNorm> maker, Draw draw) {
        StudentBatchNorm layer = maker.make(3, EPSILON);
        layer.forward(images(draw), true);
        layer.forward(images(draw), true);
        return copies(layer.statistics(), "", "mean", "variance");
    }

    private static Map<String, INDArray> inference(Maker<StudentBatchNorm> maker, Draw draw) {
        StudentBatchNorm layer = drawn(maker, draw);
        Map<String, INDArray> outcome = copies(layer.forward(images(draw), false), "", "out");
        outcome.putAll(copies(layer.statistics(), " afterwards", "mean", "variance"));
        return outcome;
    }

    /** The student's own cache, with the right numbers in it. */
    private static Map<String, INDArray> cache(StudentBatchNorm layer, INDArray x) {
        ReferenceBatchNorm right = new ReferenceBatchNorm(3, EPSILON);
        right.weights().putAll(layer.weights());
        return Edits.cache(images -> layer.forward(images, true), right.forward(x, true), x);
    }

    private static Map<String, INDArray> backward(Maker<StudentBatchNorm> maker, Draw draw) {
        StudentBatchNorm layer = drawn(maker, draw);
        Map<String, INDArray> cache = cache(layer, images(draw));
        INDArray dOut = draw.array(entry(cache, "out").shape());
        return copies(layer.backward(cache, dOut), "", "dgamma", "dbeta", "dX");
    }

    private static Map<String, INDArray> arguments(Maker<StudentBatchNorm> maker, Draw draw) {
        StudentBatchNorm layer = drawn(maker, draw);
        INDArray x = images(draw);
        layer.forward(x, true);
        Map<String, INDArray> cache = cache(layer, x);
        INDArray dOut = draw.array(entry(cache, "out").shape());
        layer.backward(cache, dOut);
        Map<String, INDArray> used = Map.of("x", x, "cached x", entry(cache, "x"), "grad_output", dOut);
        return copies(used, " afterwards", "x", "cached x", "grad_output");
    }
}
