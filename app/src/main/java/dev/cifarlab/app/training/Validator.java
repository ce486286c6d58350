package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Labels;

/** One pass of a network over a set of images in inference mode, for validation and for evaluation. */
public final class Validator {

    private static final int BATCH = 100;

    private Validator() {}

    /** Takes a network's answers batch by batch. */
    @FunctionalInterface
    public interface Answers {

        /** Logits (n, classes) for the next n images of the set, and their classes. */
        void take(double[][] logits, Labels labels);
    }

    /**
     * Loss and right answers over all images.
     *
     * @param answers is given each batch's
     * @param meanwhile is run after and while waiting for batches, and may end the pass
     */
    public static BatchScore validate(
            Network network, ImageSet images, ChannelStatistics normalisation, Answers answers, Runnable meanwhile) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("no images to validate on");
        }
        BatchScore score = BatchScore.EMPTY;
        try (BatchStream batches = BatchStream.validation(images, BATCH, normalisation)) {
            while (batches.hasNext()) {
                Batch batch = batches.next(meanwhile);
                double[][] logits = network.logits(batch.images()).toDoubleMatrix();
                answers.take(logits, batch.labels());
                score = score.plus(BatchScore.of(logits, batch.labels()));
                meanwhile.run();
            }
        }
        return score;
    }
}
