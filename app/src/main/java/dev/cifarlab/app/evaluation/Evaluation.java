package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.model.BatchScore;
import dev.cifarlab.app.model.Network;

/**
 * A network's answers on a set of images.
 *
 * @param score summed loss and right answers
 * @param confusion what was taken for what
 */
public record Evaluation(BatchScore score, ConfusionMatrix confusion) {

    private static final int BATCH = 100;

    /** Asks the network about every image of a set. */
    public static Evaluation of(Network network, ImageSet images, ChannelStatistics normalisation) {
        ConfusionMatrix confusion = ConfusionMatrix.empty(images.classNames());
        BatchScore score = BatchScore.EMPTY;
        try (BatchStream batches = BatchStream.validation(images, BATCH, normalisation)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                double[][] logits = network.logits(batch.images()).toDoubleMatrix();
                double[][] labels = batch.labels().toDoubleMatrix();
                score = score.plus(BatchScore.of(logits, labels));
                count(confusion, logits, labels);
            }
        }
        return new Evaluation(score, confusion);
    }

    private static void count(ConfusionMatrix confusion, double[][] logits, double[][] labels) {
        for (int row = 0; row < logits.length; row++) {
            confusion.add(BatchScore.largest(labels[row]), BatchScore.largest(logits[row]));
        }
    }
}
