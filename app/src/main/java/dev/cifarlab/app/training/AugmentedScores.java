package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.util.LinkedHashMap;
import java.util.Map;

/** A trained network's accuracy where each image is shown in several ways: told beside the plain one, never for it. */
record AugmentedScores(Network network, DataSets data, TestTimeAugmentation augmentation) {

    /**
     * By the names of {@code scores.json}: after the last epoch, whose weights the network has, and after the best,
     * whose weights it has then.
     *
     * @param meanwhile is run after each batch, and may end it
     */
    Map<String, Object> of(Checkpoints checkpoints, boolean lastIsBest, Runnable meanwhile) {
        Map<String, Object> scores = new LinkedHashMap<>();
        network.swapAverage();
        double last = Validator.validate(network, data, augmentation, meanwhile).accuracy();
        double best = last;
        if (!lastIsBest) {
            checkpoints.best().restore(network);
            network.swapAverage();
            best = Validator.validate(network, data, augmentation, meanwhile).accuracy();
        }
        scores.put("tta", augmentation.label());
        scores.put("best_validation_accuracy_tta", best);
        scores.put("last_validation_accuracy_tta", last);
        return scores;
    }
}
