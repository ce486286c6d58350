package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A backward pass that can be asked for in wrong ways.
 *
 * @param right the network
 * @param cache of its forward pass
 * @param labels (n, classes)
 */
record BackwardPass(ReferenceMlp right, Map<String, INDArray> cache, INDArray labels) {

    /** The right gradients. */
    Map<String, INDArray> get() {
        return right.backward(cache, labels);
    }

    /** With the gradients of W and b times a function of the number of examples. */
    Map<String, INDArray> times(IntToDoubleFunction factor) {
        double times = factor.applyAsDouble((int) labels.size(0));
        return Edits.edit(Edits.edit(get(), "dW", d -> d.mul(times)), "db", d -> d.mul(times));
    }

    /** d over the number of examples. */
    INDArray mean(INDArray d) {
        return d.div(labels.size(0));
    }

    /** With the activation's derivative at the activation. */
    Map<String, INDArray> atActivations() {
        Map<String, INDArray> other = new LinkedHashMap<>(cache);
        for (int k = 1; k < right.layers(); k++) {
            other.put("Z" + k, entry(cache, "A" + k));
        }
        return right.backward(other, labels);
    }

    /** With W in place of its transpose; throws where the shapes do not fit. */
    Map<String, INDArray> transposed() {
        right.weights()
                .replaceAll((name, w) -> name.startsWith("W") ? w.transpose().dup('c') : w);
        return get();
    }

    /** With the gradients of W and b of the last example. */
    Map<String, INDArray> ofLast() {
        long last = labels.size(0) - 1;
        Map<String, INDArray> row = new LinkedHashMap<>(cache);
        row.replaceAll((name, array) -> array.get(NDArrayIndex.interval(last, last + 1), NDArrayIndex.all()));
        Map<String, INDArray> of =
                right.backward(row, labels.get(NDArrayIndex.interval(last, last + 1), NDArrayIndex.all()));
        Map<String, INDArray> grads = new LinkedHashMap<>(get());
        of.forEach((name, grad) -> grads.computeIfPresent(
                name, (key, all) -> name.startsWith("dW") || name.startsWith("db") ? grad : all));
        return grads;
    }

    /** From another gradient at the last pre-activation, a function of prediction and labels. */
    Map<String, INDArray> fromOutput(BinaryOperator<INDArray> output) {
        return chain(output.apply(entry(cache, "A" + right.layers()), labels), true);
    }

    /** As if the activation function were the identity. */
    Map<String, INDArray> linear() {
        return chain(entry(cache, "A" + right.layers()).sub(labels), false);
    }

    private Map<String, INDArray> chain(INDArray output, boolean derivative) {
        Map<String, INDArray> grads = new LinkedHashMap<>();
        INDArray dZ = output;
        for (int k = right.layers(); k >= 1; k--) {
            grads.put("dZ" + k, dZ);
            grads.put("dW" + k, mean(entry(cache, "A" + (k - 1)).transpose().mmul(dZ)));
            grads.put("db" + k, mean(dZ.sum(true, 0)));
            if (k > 1) {
                INDArray dA = dZ.mmul(entry(right.weights(), "W" + k).transpose());
                grads.put("dA" + (k - 1), dA);
                dZ = derivative
                        ? right.activation(entry(cache, "Z" + (k - 1)), true).mul(dA)
                        : dA;
            }
        }
        return grads;
    }
}
