package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import java.util.Locale;
import java.util.Optional;

/** The loss of who gives all classes the same probability: ln(classes). */
final class Guessing {

    private Guessing() {}

    /** A warning where an epoch's training was worse than that. */
    static Optional<String> worse(int epoch, BatchScore score, int classes) {
        double chance = Math.log(classes);
        return score.meanLoss() <= chance
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "epoch %d: the training loss %.3f is above %.3f, that of guessing; try a smaller"
                                + " --learning-rate",
                        epoch,
                        score.meanLoss(),
                        chance));
    }
}
