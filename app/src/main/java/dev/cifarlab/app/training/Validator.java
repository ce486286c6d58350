package dev.cifarlab.app.training;

import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.model.BatchScore;
import dev.cifarlab.app.model.Network;

/** The validation loop. */
public final class Validator {

    private static final int BATCH = 100;

    private Validator() {}

    /** Loss and right answers of a network over all images of a set, in inference mode. */
    public static BatchScore validate(Network network, ImageSet images, ChannelStatistics normalisation) {
        return validate(network, images, normalisation, () -> {});
    }

    /** The same; {@code afterBatch} is run between batches, and may end the validation by an exception. */
    static BatchScore validate(Network network, ImageSet images, ChannelStatistics normalisation, Runnable afterBatch) {
        BatchScore score = BatchScore.EMPTY;
        try (BatchStream batches = BatchStream.validation(images, BATCH, normalisation)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                double[][] logits = network.logits(batch.images()).toDoubleMatrix();
                score = score.plus(BatchScore.of(logits, batch.labels().toDoubleMatrix()));
                afterBatch.run();
            }
        }
        return score;
    }
}
