package dev.cifarlab.app.backend;

import java.util.List;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * What weight decay does to one parameter.
 *
 * @param coupled what of the parameter is added to its gradient
 * @param kept what is left of the parameter where decay is decoupled
 */
record Decay(float coupled, float kept) {

    static Decay of(UpdaterBlock.ParamState parameter, double rate, int iteration) {
        float coupled = 0;
        float kept = 1;
        List<Regularization> all = parameter.getLayer().getConfig().getRegularizationByParam(parameter.getParamName());
        for (Regularization one : all == null ? List.<Regularization>of() : all) {
            if (one instanceof WeightDecay decoupled) {
                kept -= (float) (rate * decoupled.getCoeff().valueAt(iteration, 0));
            } else if (one instanceof L2Regularization l2) {
                coupled += (float) l2.getL2().valueAt(iteration, 0);
            } else {
                throw new IllegalStateException(one + " is not known here");
            }
        }
        return new Decay(coupled, kept);
    }

    /** Makes means of gradients on the way; whether there is any decay, without which nothing is touched. */
    boolean apply(float[] parameters, float[] gradients, float scale, int count) {
        if (coupled == 0 && kept == 1) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            gradients[k] = gradients[k] * scale + coupled * parameters[k];
            parameters[k] *= kept;
        }
        return true;
    }
}
