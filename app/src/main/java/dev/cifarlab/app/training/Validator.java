package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;

/** The validation loop. */
public final class Validator {

    private static final int BATCH = 100;

    private Validator() {}

    /** Loss and right answers of a network over all images of a set, in inference mode. */
    public static BatchScore validate(Network network, ImageSet images, ChannelStatistics normalisation) {
        return validate(network, images, normalisation, () -> {});
    }

    /** The same; {@code meanwhile} is run after and while waiting for batches, and may end the validation. */
    static BatchScore validate(Network network, ImageSet images, ChannelStatistics normalisation, Runnable meanwhile) {
        BatchScore score = BatchScore.EMPTY;
        try (BatchStream batches = BatchStream.validation(images, BATCH, normalisation)) {
            while (batches.hasNext()) {
                Batch batch = batches.next(meanwhile);
                double[][] logits = network.logits(batch.images()).toDoubleMatrix();
                score = score.plus(BatchScore.of(logits, batch.labels().toDoubleMatrix()));
                meanwhile.run();
            }
        }
        return score;
    }
}
