package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.Checks;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The mean over the examples of -sum(labels log(softmax(logits))), in nats, taken from the logits so that nothing
 * overflows or needs clipping. Logits with NaN or +infinity give NaN, loss and gradient alike; so does the loss of a
 * logit of -infinity, whose label of 0 is multiplied by an infinite logarithm (as in PyTorch, given class
 * probabilities).
 */
public final class SoftmaxCrossEntropy {

    /**
     * The loss.
     *
     * @param logits (n, classes)
     * @param labels (n, classes), rows that sum to 1, for instance one-hot
     * @throws IllegalArgumentException when shapes, data types or labels do not fit
     */
    public double loss(INDArray logits, INDArray labels) {
        INDArray z = rows(logits);
        INDArray wanted = Checks.labels(labels, z.dataType(), z.shape());
        INDArray shifted = z.sub(z.max(true, 1));
        INDArray logSums = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
        return -shifted.sub(logSums).muli(wanted).sumNumber().doubleValue() / z.size(0);
    }

    /** The probabilities softmax(logits), (n, classes). */
    public INDArray probabilities(INDArray logits) {
        return Activations.softmax(rows(logits), false);
    }

    /** The loss's gradient at the logits: (softmax(logits) - labels) / n, of their shape. */
    public INDArray backward(INDArray logits, INDArray labels) {
        INDArray z = rows(logits);
        INDArray wanted = Checks.labels(labels, z.dataType(), z.shape());
        return probabilities(z).subi(wanted).divi(z.size(0));
    }

    private static INDArray rows(INDArray logits) {
        return Checks.array("logits", Checks.numbers("logits", logits), logits.dataType(), Checks.ANY, Checks.ANY);
    }
}
