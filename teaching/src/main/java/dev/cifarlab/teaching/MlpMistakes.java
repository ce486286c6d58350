package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.MlpVersions.activating;
import static dev.cifarlab.teaching.MlpVersions.backward;
import static dev.cifarlab.teaching.MlpVersions.drawing;
import static dev.cifarlab.teaching.MlpVersions.forward;
import static dev.cifarlab.teaching.MlpVersions.losing;
import static dev.cifarlab.teaching.MlpVersions.softmax;
import static dev.cifarlab.teaching.MlpVersions.updating;

import dev.cifarlab.layers.math.NumpyRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Wrong versions of question 1; a new one is a line here. */
final class MlpMistakes {

    static final List<Mistake<StudentMlp>> ALL = all();

    private MlpMistakes() {}

    private static List<Mistake<StudentMlp>> all() {
        List<Mistake<StudentMlp>> all = new ArrayList<>();
        initialization(all);
        derivatives(all);
        functions(all);
        forwards(all);
        losses(all);
        backwards(all);
        chains(all);
        updates(all);
        return List.copyOf(all);
    }

    private static void initialization(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "the weights look like He's initialisation; a uniform distribution with bounds 1/sqrt(h0) is asked",
                drawing((mlp, k, random) -> gaussian(random) * Math.sqrt(2.0 / mlp.dims[k - 1]))));
        all.add(Mistake.of(
                "the bounds go by each layer's outputs (fan-out); h0 is the number of the network's inputs",
                drawing((mlp, k, random) -> signed(random) / Math.sqrt(mlp.dims[k]))));
        all.add(Mistake.of(
                "the bounds go by each layer's own inputs; h0 is the number of the network's inputs, for all layers",
                drawing((mlp, k, random) -> signed(random) / Math.sqrt(mlp.dims[k - 1]))));
        all.add(Mistake.of(
                "all weights are positive: the lower bound is -1/sqrt(h0), not 0",
                drawing((mlp, k, random) -> random.nextDouble() / Math.sqrt(mlp.dims[0]))));
        all.add(Mistake.of(
                "the bounds are 1/h0: the root is missing", drawing((mlp, k, random) -> signed(random) / mlp.dims[0])));
        all.add(Mistake.of(
                "initialize_weights doesn't seed its generator anew: a second call gives other weights",
                MlpVersions::unseeded));
        all.add(Mistake.of(
                "initialize_weights takes no notice of the seed: every seed gives the same weights",
                a -> new ReferenceMlp(a[0], a[1], a[2], a[3], 7)));
    }

    private static double signed(NumpyRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    private static double gaussian(NumpyRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static void derivatives(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "the derivative of relu is 1 at 0; here it is 0, as the frameworks take it",
                activating((mlp, x, grad) ->
                        grad && mlp.activation.equals("relu") ? x.gte(0).castTo(x.dataType()) : null)));
        all.add(Mistake.of(
                "activation(x, true) takes x for the activation; it is the pre-activation",
                activating((mlp, x, grad) -> grad ? MlpVersions.ofOutput(mlp.activation, x) : null)));
        all.add(Mistake.of(
                "activation(x, true) gives the function, not its derivative",
                activating((mlp, x, grad) -> mlp.activation(x, false))));
        all.add(Mistake.of(
                "activation(x, true) gives the derivative times x; the derivative alone is due",
                activating((mlp, x, grad) -> grad && !mlp.activation.equals("relu")
                        ? mlp.activation(x, true).mul(x)
                        : null)));
        all.add(Mistake.of(
                "the derivative of tanh lacks the square",
                activating((mlp, x, grad) -> grad && mlp.activation.equals("tanh")
                        ? mlp.activation(x, false).rsub(1)
                        : null)));
    }

    private static void functions(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "sigmoid and tanh are made of exponentials that overflow: write them so that none grows",
                activating((mlp, x, grad) -> grad ? null : MlpVersions.overflowing(mlp.activation, x))));
        all.add(Mistake.of(
                "relu is taken in place: the argument is changed",
                activating((mlp, x, grad) ->
                        !grad && mlp.activation.equals("relu") ? x.assign(mlp.activation(x, false)) : null)));
        all.add(Mistake.of(
                "softmax subtracts the maximum of the whole matrix; each row has its own",
                softmax(x -> quotient(x.sub(x.maxNumber()), 1))));
        all.add(Mistake.of("softmax subtracts no maximum: exponentials overflow", softmax(x -> quotient(x, 1))));
        all.add(Mistake.of(
                "softmax divides by sums over the examples; it is due over the classes",
                softmax(x -> quotient(x.subRowVector(x.max(0)), 0))));
        all.add(Mistake.of("softmax divides by the sum over the whole matrix; each row has its own", softmax(x -> {
            INDArray e = Transforms.exp(x.sub(x.maxNumber()), true);
            return e.div(e.sumNumber());
        })));
        all.add(Mistake.of(
                "softmax subtracts the maximum in place: the argument is changed",
                softmax(x -> quotient(x.subi(x.max(true, 1).broadcast(x.shape())), 1))));
    }

    private static INDArray quotient(INDArray x, int dimension) {
        INDArray e = Transforms.exp(x, true);
        return e.div(e.sum(true, dimension).broadcast(e.shape()));
    }

    private static void forwards(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of("the forward pass leaves the biases out", forward(true, 2, true)));
        all.add(Mistake.of("the hidden layers have no activation function", forward(false, 0, true)));
        all.add(Mistake.of("the last layer has the hidden activation before its softmax", forward(false, 3, true)));
        all.add(Mistake.of("the last layer has no softmax", forward(false, 2, false)));
    }

    private static void losses(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "the loss is summed over the examples; their mean is due",
                losing((mlp, p, t) -> mlp.loss(p, t) * p.size(0))));
        all.add(Mistake.of(
                "the loss is divided by examples times classes; the mean over the examples is due",
                losing((mlp, p, t) -> mlp.loss(p, t) / p.size(1))));
        all.add(Mistake.of("the loss lacks its minus sign", losing((mlp, p, t) -> -mlp.loss(p, t))));
        all.add(Mistake.of(
                "the loss is in bits (log2); the natural logarithm is due",
                losing((mlp, p, t) -> mlp.loss(p, t) / Math.log(2))));
        all.add(Mistake.of(
                "the probabilities are not clipped before the logarithm",
                losing((mlp, p, t) ->
                        -Transforms.log(p, true).mul(t).sumNumber().doubleValue() / p.size(0))));
        all.add(Mistake.remark(
                "remark, no marks lost: clipping changes the probabilities given to loss; clip a copy",
                losing((mlp, p, t) -> {
                    p.assign(Edits.each(p, v -> Math.min(Math.max(v, mlp.epsilon), 1 - mlp.epsilon)));
                    return mlp.loss(p, t);
                })));
    }

    private static void backwards(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "the bias gradient is summed over everything; each unit has its own sum over the examples",
                backward((mlp, pass) -> Edits.edit(
                        pass.get(), "db", db -> Edits.filled(db, db.sumNumber().doubleValue())))));
        all.add(Mistake.of(
                "the bias gradient has the layer's input in it; a bias is multiplied by 1", backward((mlp, pass) -> {
                    Map<String, INDArray> grads = pass.get();
                    grads.replaceAll((name, d) -> name.startsWith("db")
                            ? entry(grads, name.replace('b', 'W')).sum(true, 0)
                            : d);
                    return grads;
                })));
        all.add(Mistake.of(
                "a gradient of W or b isn't divided by the number of examples",
                backward((mlp, pass) -> pass.times(n -> n))));
        all.add(Mistake.of(
                "the gradients of W and b are divided by the number of examples twice",
                backward((mlp, pass) -> pass.times(n -> 1.0 / n))));
    }

    private static void chains(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "dZ and dA are divided by the number of examples; here only those of W and b are means",
                backward((mlp, pass) -> Edits.edit(Edits.edit(pass.get(), "dZ", pass::mean), "dA", pass::mean))));
        all.add(Mistake.of(
                "the gradient has the wrong sign: prediction minus labels is due",
                backward((mlp, pass) -> Edits.edit(pass.get(), "d", INDArray::neg))));
        all.add(Mistake.of(
                "the activation's derivative is taken at the activation; it is due at the pre-activation",
                backward((mlp, pass) -> pass.atActivations())));
        all.add(Mistake.of(
                "dA is a product with W where its transpose is due; the shapes only fit by chance",
                backward((mlp, pass) -> pass.transposed())));
        all.add(Mistake.of(
                "the gradients of W and b are those of the last example alone",
                backward((mlp, pass) -> pass.ofLast())));
        all.add(Mistake.of(
                "the gradient is that of the clipped loss: it vanishes where a probability was clipped",
                backward((mlp, pass) -> pass.fromOutput((p, t) -> clipped(mlp, p, t)))));
        all.add(Mistake.of("dZ lacks the activation's derivative", backward((mlp, pass) -> pass.linear())));
        all.add(Mistake.of(
                "prediction minus labels is multiplied by the softmax's derivative once more",
                backward(
                        (mlp, pass) -> pass.fromOutput((p, t) -> p.sub(t).mul(p).mul(p.rsub(1))))));
        all.add(Mistake.of("the labels are subtracted in place: the cache is changed", backward((mlp, pass) -> {
            Map<String, INDArray> grads = pass.get();
            entry(pass.cache(), "A3").subi(pass.labels());
            return grads;
        })));
    }

    private static INDArray clipped(ReferenceMlp mlp, INDArray p, INDArray t) {
        INDArray out = p.sub(t);
        for (int row = 0; row < p.rows(); row++) {
            double labelled = p.getRow(row).mul(t.getRow(row)).sumNumber().doubleValue();
            out.getRow(row).muli(labelled < mlp.epsilon || labelled > 1 - mlp.epsilon ? 0 : 1);
        }
        return out;
    }

    private static void updates(List<Mistake<StudentMlp>> all) {
        all.add(Mistake.of(
                "update goes uphill: the step is added",
                updating((mlp, d) -> mlp.update(Edits.edit(d, "d", INDArray::neg)))));
        all.add(Mistake.of(
                "update forgets the learning rate",
                updating((mlp, d) -> mlp.update(Edits.edit(d, "d", g -> g.div(mlp.learningRate))))));
        all.add(Mistake.of(
                "update leaves the biases as they are",
                updating((mlp, d) -> mlp.update(Edits.edit(d, "db", g -> g.mul(0))))));
        all.add(Mistake.of("update scales the gradients in place", updating((mlp, d) -> {
            mlp.update(d);
            d.values().forEach(g -> g.muli(mlp.learningRate));
        })));
    }
}
