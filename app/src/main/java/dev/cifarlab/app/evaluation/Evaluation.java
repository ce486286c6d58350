package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Finiteness;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Softmax;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.settings.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's answers on a set of images.
 *
 * @param score summed loss and right answers
 * @param confusion what was taken for what
 * @param mistakes the images it got wrong, the most confident first
 */
public record Evaluation(BatchScore score, ConfusionMatrix confusion, List<Mistake> mistakes) {

    private static final int BATCH = 100;

    /** Asks the network about every image of a set. */
    public static Evaluation of(Network network, ImageSet images, ChannelStatistics normalisation) {
        ConfusionMatrix confusion = ConfusionMatrix.empty(images.classNames());
        List<Mistake> mistakes = new ArrayList<>();
        BatchScore score = BatchScore.EMPTY;
        try (BatchStream batches = BatchStream.validation(images, BATCH, normalisation)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                double[][] logits = answers(network, batch.images());
                double[][] labels = batch.labels().toDoubleMatrix();
                count(score.examples(), logits, labels, confusion, mistakes);
                score = score.plus(BatchScore.of(logits, labels));
            }
        }
        mistakes.sort(Comparator.comparingDouble(Mistake::probability).reversed());
        return new Evaluation(score, confusion, List.copyOf(mistakes));
    }

    /** Logits (n, classes) that answers can be taken from: the largest of NaN would be class 0. */
    static double[][] answers(Network network, INDArray images) {
        INDArray logits = network.logits(images);
        if (!Finiteness.isFinite(logits)) {
            throw UserException.failed("the network's answers are NaN or infinite: its weights have grown too large;"
                    + " train again with a smaller --learning-rate");
        }
        return logits.toDoubleMatrix();
    }

    private static void count(
            int first, double[][] logits, double[][] labels, ConfusionMatrix confusion, List<Mistake> mistakes) {
        for (int row = 0; row < logits.length; row++) {
            int label = BatchScore.largest(labels[row]);
            int prediction = BatchScore.largest(logits[row]);
            confusion.add(label, prediction);
            if (label != prediction) {
                mistakes.add(new Mistake(first + row, label, prediction, Softmax.of(logits[row])[prediction]));
            }
        }
    }
}
