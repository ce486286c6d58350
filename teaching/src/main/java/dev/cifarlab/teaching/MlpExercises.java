package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.Edits.copies;
import static dev.cifarlab.teaching.Edits.number;
import static dev.cifarlab.teaching.Exercise.EXACT;

import dev.cifarlab.teaching.Exercise.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Question 1, 30 marks. */
final class MlpExercises {

    private static final String AFTERWARDS = " afterwards";
    private static final double EPSILON = 1e-6;

    /** Of about 5000 numbers, so that a right generator is within it. */
    private static final double STATISTICAL = 0.06;

    static final List<Exercise<StudentMlp>> ALL = List.of(
            new Exercise<>("1.1 initialize_weights: bounds and spread", 2, STATISTICAL, MlpExercises::spread),
            new Exercise<>("1.1 initialize_weights: biases, and the seed", 2, EXACT, MlpExercises::seeding),
            new Exercise<>("1.2 activation: relu", 1, EXACT, activation("relu")),
            new Exercise<>("1.2 activation: tanh", 1, EXACT, activation("tanh")),
            new Exercise<>("1.2 activation: sigmoid", 1, EXACT, activation("sigmoid")),
            new Exercise<>("1.2 softmax", 1, EXACT, MlpExercises::softmax),
            new Exercise<>("1.2 stability at +-1000", 2, EXACT, MlpExercises::stability),
            new Exercise<>("1.2 arguments left unchanged", 1, EXACT, MlpExercises::activationArguments),
            new Exercise<>("1.3 forward", 3, EXACT, (maker, draw) -> forward(maker, draw, draw.whole(4, 6))),
            new Exercise<>("1.3 forward: batch of one", 1, EXACT, (maker, draw) -> forward(maker, draw, 1)),
            new Exercise<>("1.3 forward: argument left unchanged", 1, EXACT, MlpExercises::forwardArgument),
            new Exercise<>("1.4 loss", 2, EXACT, (maker, draw) -> loss(maker, draw, 0.1)),
            new Exercise<>("1.4 loss: probabilities of 0 and 1", 1, EXACT, (maker, draw) -> loss(maker, draw, 0)),
            new Exercise<>("1.4 loss: arguments left unchanged", 1, EXACT, MlpExercises::lossArguments),
            new Exercise<>("1.5 backward", 4, EXACT, backward(5, false, 1)),
            new Exercise<>("1.5 backward: batch of one", 1, EXACT, backward(1, false, 1)),
            new Exercise<>("1.5 backward: layers of the same width", 1, EXACT, backward(3, true, 1)),
            new Exercise<>("1.5 backward: probabilities near 0 and 1", 1, EXACT, backward(6, false, 200)),
            new Exercise<>("1.5 backward: arguments left unchanged", 1, EXACT, MlpExercises::backwardArguments),
            new Exercise<>("1.6 update", 1, EXACT, (maker, draw) -> update(maker, draw, "", "")),
            new Exercise<>(
                    "1.6 update: gradients left unchanged",
                    1,
                    EXACT,
                    (maker, draw) -> update(maker, draw, "d", AFTERWARDS)));

    private MlpExercises() {}

    private static Map<String, INDArray> spread(Maker<StudentMlp> maker, Draw draw) {
        int[] dims = {draw.whole(240, 260), draw.whole(140, 160), draw.whole(80, 100), 60};
        StudentMlp mlp = maker.make(dims, "relu", EPSILON, 0.1, draw.whole(0, 999));
        mlp.initializeWeights();
        Map<String, INDArray> spread = new LinkedHashMap<>();
        for (int k = 1; k <= 3; k++) {
            INDArray w = entry(mlp.weights(), "W" + k).mul(Math.sqrt(dims[0]));
            double outside = Edits.each(w, v -> Math.abs(v) > 1 + 1e-9 ? 1 : 0)
                    .meanNumber()
                    .doubleValue();
            spread.put(
                    "W" + k + " sqrt(h0): deviation, mean, share outside [-1, 1]",
                    Nd4j.createFromArray(
                            w.stdNumber().doubleValue(), w.meanNumber().doubleValue(), outside));
        }
        return spread;
    }

    private static Map<String, INDArray> seeding(Maker<StudentMlp> maker, Draw draw) {
        int[] dims = {draw.whole(3, 6), draw.whole(7, 9), 4, 3};
        int seed = draw.whole(1, 999);
        StudentMlp mlp = maker.make(dims, "relu", EPSILON, 0.1, seed);
        mlp.initializeWeights();
        Map<String, INDArray> first = copies(mlp.weights(), "", "W1", "W2", "W3", "b1", "b2", "b3");
        mlp.initializeWeights();
        StudentMlp other = maker.make(dims, "relu", EPSILON, 0.1, seed + 1);
        other.initializeWeights();
        Map<String, INDArray> outcome = copies(first, "", "b1", "b2", "b3");
        for (int k = 1; k <= 3; k++) {
            INDArray w = entry(first, "W" + k);
            outcome.put(
                    "rows and columns of W" + k, Nd4j.createFromArray(w.shape()).castTo(w.dataType()));
            outcome.put("whether a second call gives another W" + k, differ(w, entry(mlp.weights(), "W" + k)));
            outcome.put("whether another seed gives another W" + k, differ(w, entry(other.weights(), "W" + k)));
        }
        return outcome;
    }

    private static INDArray differ(INDArray one, INDArray other) {
        return number(one.equals(other) ? 0 : 1);
    }

    private static Probe<StudentMlp> activation(String name) {
        return (maker, draw) -> {
            StudentMlp mlp = maker.make(new int[] {3, 4, 2}, name, EPSILON, 0.1, 0);
            INDArray x = draw.array(draw.whole(3, 5), 4).muli(3);
            x.putScalar(1, 0);
            Map<String, INDArray> outcome = new LinkedHashMap<>();
            outcome.put(name, mlp.activation(x.dup(), false));
            outcome.put("derivative of " + name, mlp.activation(x.dup(), true));
            return outcome;
        };
    }

    private static Map<String, INDArray> softmax(Maker<StudentMlp> maker, Draw draw) {
        StudentMlp mlp = maker.make(new int[] {3, 4, 2}, "relu", EPSILON, 0.1, 0);
        return Map.of("softmax", mlp.softmax(draw.array(draw.whole(2, 4), 5).muli(3)));
    }

    private static Map<String, INDArray> stability(Maker<StudentMlp> maker, Draw draw) {
        INDArray x = draw.array(2, 4);
        x.getRow(0).addi(1000);
        x.getRow(1).subi(1000);
        Map<String, INDArray> outcome = new LinkedHashMap<>();
        for (String name : List.of("tanh", "sigmoid")) {
            StudentMlp mlp = maker.make(new int[] {3, 4, 2}, name, EPSILON, 0.1, 0);
            outcome.put(name, mlp.activation(x.dup(), false));
            outcome.put("softmax", mlp.softmax(x.dup()));
        }
        return outcome;
    }

    private static Map<String, INDArray> activationArguments(Maker<StudentMlp> maker, Draw draw) {
        INDArray x = draw.array(3, 4);
        for (String name : List.of("relu", "tanh", "sigmoid")) {
            StudentMlp mlp = maker.make(new int[] {3, 4, 2}, name, EPSILON, 0.1, 0);
            mlp.activation(x, false);
            mlp.activation(x, true);
            mlp.softmax(x);
        }
        return Map.of("x" + AFTERWARDS, x);
    }

    private static int[] widths(Draw draw) {
        return new int[] {draw.whole(8, 9), draw.whole(6, 7), 5, draw.whole(3, 4)};
    }

    /** A network whose weights and biases are drawn. */
    private static StudentMlp drawn(Maker<StudentMlp> maker, Draw draw, int[] dims, String activation) {
        StudentMlp mlp = maker.make(dims, activation, EPSILON, 0.1, 0);
        try {
            mlp.initializeWeights();
        } catch (RuntimeException e) { // 1.1 tells; a solution that lacks it may still have the map
            mlp.weights().clear();
        }
        for (int k = 1; k < dims.length; k++) {
            mlp.weights().put("W" + k, draw.array(dims[k - 1], dims[k]));
            mlp.weights().put("b" + k, draw.array(1, dims[k]));
        }
        return mlp;
    }

    private static Map<String, INDArray> forward(Maker<StudentMlp> maker, Draw draw, int rows) {
        int[] dims = widths(draw);
        StudentMlp mlp = drawn(maker, draw, dims, "tanh");
        return copies(mlp.forward(draw.array(rows, dims[0])), "", "Z1", "A1", "Z2", "A2", "Z3", "A3");
    }

    private static Map<String, INDArray> forwardArgument(Maker<StudentMlp> maker, Draw draw) {
        int[] dims = widths(draw);
        INDArray x = draw.array(3, dims[0]);
        drawn(maker, draw, dims, "relu").forward(x);
        return Map.of("x" + AFTERWARDS, x);
    }

    private static INDArray probabilities(Draw draw, double least) {
        INDArray p = Edits.each(draw.array(4, 3), v -> least + Math.abs(v));
        p.diviColumnVector(p.sum(true, 1));
        if (least == 0) {
            p.putRow(0, Nd4j.createFromArray(0.0, 1.0, 0.0));
        }
        return p;
    }

    private static Map<String, INDArray> loss(Maker<StudentMlp> maker, Draw draw, double least) {
        StudentMlp mlp = maker.make(new int[] {3, 4, 3}, "relu", EPSILON, 0.1, 0);
        INDArray labels = draw.labels(4, 3);
        if (least == 0) {
            labels.putRow(0, Nd4j.createFromArray(1.0, 0.0, 0.0));
        }
        return Map.of("loss", number(mlp.loss(probabilities(draw, least), labels)));
    }

    private static Map<String, INDArray> lossArguments(Maker<StudentMlp> maker, Draw draw) {
        INDArray p = probabilities(draw, 0);
        INDArray labels = draw.labels(4, 3);
        maker.make(new int[] {3, 4, 3}, "relu", EPSILON, 0.1, 0).loss(p, labels);
        return copies(Map.of("prediction", p, "labels", labels), AFTERWARDS, "prediction", "labels");
    }

    /** The student's own cache, with the right numbers in it: a wrong forward pass is told once. */
    private static Map<String, INDArray> cache(StudentMlp mlp, int[] dims, String activation, INDArray x) {
        ReferenceMlp right = new ReferenceMlp(dims, activation, EPSILON, 0.1, 0);
        right.weights().putAll(mlp.weights());
        return Edits.cache(mlp::forward, right.forward(x), x);
    }

    private static Probe<StudentMlp> backward(int rows, boolean square, double scale) {
        return (maker, draw) -> {
            int[] dims = square ? new int[] {4, 4, 4, 4} : widths(draw);
            StudentMlp mlp = drawn(maker, draw, dims, "tanh");
            entry(mlp.weights(), "W3").muli(scale);
            INDArray labels = draw.labels(rows, dims[3]);
            Map<String, INDArray> grads = mlp.backward(cache(mlp, dims, "tanh", draw.array(rows, dims[0])), labels);
            return copies(grads, "", "dZ3", "dW3", "db3", "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1");
        };
    }

    private static Map<String, INDArray> backwardArguments(Maker<StudentMlp> maker, Draw draw) {
        int[] dims = widths(draw);
        StudentMlp mlp = drawn(maker, draw, dims, "relu");
        INDArray labels = draw.labels(3, dims[3]);
        Map<String, INDArray> cache = cache(mlp, dims, "relu", draw.array(3, dims[0]));
        mlp.backward(cache, labels);
        Map<String, INDArray> outcome = copies(cache, AFTERWARDS, "A0", "Z1", "A1", "Z2", "A2", "Z3", "A3");
        outcome.put("labels" + AFTERWARDS, labels);
        return outcome;
    }

    private static Map<String, INDArray> update(Maker<StudentMlp> maker, Draw draw, String letter, String suffix) {
        StudentMlp mlp = drawn(maker, draw, new int[] {4, 3, 5, 2}, "relu");
        Map<String, INDArray> grads = new LinkedHashMap<>();
        mlp.weights().forEach((name, w) -> grads.put("d" + name, draw.array(w.shape())));
        mlp.update(grads);
        Map<String, INDArray> asked = letter.isEmpty() ? mlp.weights() : grads;
        return copies(
                asked,
                suffix,
                letter + "W1",
                letter + "b1",
                letter + "W2",
                letter + "b2",
                letter + "W3",
                letter + "b3");
    }
}
