package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.Checks;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The mean over the examples of -sum(labels log(softmax(logits))), in nats, taken from the logits so that nothing
 * overflows or needs clipping.
 */
public final class SoftmaxCrossEntropy {

    /**
     * The loss.
     *
     * @param logits (n, classes)
     * @param labels (n, classes), rows that sum to 1, for instance one-hot
     */
    public double loss(INDArray logits, INDArray labels) {
        check(logits, labels);
        INDArray shifted = logits.sub(logits.max(true, 1));
        INDArray logSums = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
        return -shifted.sub(logSums).muli(labels).sumNumber().doubleValue() / logits.size(0);
    }

    /** The probabilities softmax(logits), (n, classes). */
    public INDArray probabilities(INDArray logits) {
        return Activations.softmax(logits, false);
    }

    /** The loss's gradient at the logits: (softmax(logits) - labels) / n, of their shape. */
    public INDArray backward(INDArray logits, INDArray labels) {
        check(logits, labels);
        return probabilities(logits).subi(labels).divi(logits.size(0));
    }

    private static void check(INDArray logits, INDArray labels) {
        Checks.array("logits", logits, logits.dataType(), Checks.ANY, Checks.ANY);
        Checks.floating(logits.dataType());
        Checks.array("labels", labels, logits.dataType(), logits.shape());
    }
}
