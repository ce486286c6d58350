package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Both passes for batches of one size: the forward pass, the loss, the backward pass. It reads the framework's
 * parameters and writes the framework's gradients, sums over the batch. Frozen nodes, the first of the net, have no
 * backward pass; nothing is written to their gradients.
 */
final class TrainingPlan extends Plan {

    private final double smoothing;
    private final List<DenseStep> bounded;
    private final Map<Long, GradientPieces> gradients = new HashMap<>();
    private Labels labels = Labels.of();
    private BatchScore score = BatchScore.EMPTY;

    TrainingPlan(
            Net net,
            ComputationGraph graph,
            Precision precision,
            WeightCopies copies,
            double smoothing,
            Set<String> frozen,
            boolean inPieces,
            long examples) {
        super(net, graph, precision, copies, examples);
        this.smoothing = smoothing;
        Deque<Step> done = new ArrayDeque<>();
        build(net, true, (step, part) -> {
            if (frozen.contains(part.node().name())) {
                return Value.fixed((step instanceof NormStep norm ? norm.frozen() : step.forward()).tensor());
            }
            done.push(step);
            return step.forward();
        });
        boolean areAllDense = frozen.isEmpty() && done.stream().allMatch(DenseStep.class::isInstance);
        bounded = areAllDense ? done.stream().map(DenseStep.class::cast).toList() : List.of();
        bounded.forEach(DenseStep::bound);
        if (inPieces) {
            bounded.forEach(DenseStep::inPieces);
        }
        addLoss(value(Net.OUTPUT));
        while (!done.isEmpty()) {
            done.pop().backward();
        }
        if (inPieces) {
            List<Tensor> used = bounded.stream()
                    .flatMap(step -> step.addGradients(gradients))
                    .toList();
            program().add(() -> {}, used); // all of them at once, after the last step
        }
    }

    private void addLoss(Value output) {
        Tensor logits = output.tensor();
        Tensor gradient = program().tensor(logits.descriptor());
        program()
                .add(
                        () -> {
                            double[][] rows = rows(logits.read(), labels.size());
                            double[][] targets = labels.targets(rows[0].length);
                            score = BatchScore.of(rows, targets);
                            gradient.write(
                                    joined(SoftmaxCrossEntropy.gradients(rows, targets, smoothing, labels.weights())));
                        },
                        logits,
                        gradient);
        output.addGradient(program(), gradient, true);
    }

    private static double[][] rows(float[] values, int rows) {
        int columns = values.length / rows;
        double[][] matrix = new double[rows][columns];
        for (int k = 0; k < values.length; k++) {
            matrix[k / columns][k % columns] = values[k];
        }
        return matrix;
    }

    private static float[] joined(double[][] matrix) {
        int columns = matrix[0].length;
        float[] values = new float[matrix.length * columns];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) matrix[k / columns][k % columns];
        }
        return values;
    }

    /** Whether images and gradients of the last run are finite for certain: where all layers are dense, and learn. */
    boolean isBounded() {
        return !bounded.isEmpty() && bounded.stream().allMatch(DenseStep::isBounded);
    }

    /** Gradients of the last run that are left to the optimizer, by their parameters' addresses. */
    Map<Long, GradientPieces> gradients() {
        return gradients;
    }

    /** Computes the gradients of the loss for one batch; returns what the network made of it. */
    BatchScore run(INDArray images, Labels given) {
        labels = given;
        run(images);
        return score;
    }
}
