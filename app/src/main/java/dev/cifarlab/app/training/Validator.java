package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.data.View;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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
     * @param augmentation in how many ways each image is shown; its logits are their mean
     * @param answers is given each batch's
     * @param meanwhile is run after and while waiting for batches, and may end the pass
     */
    public static BatchScore validate(
            Network network,
            ImageSet images,
            ChannelStatistics normalisation,
            TestTimeAugmentation augmentation,
            Answers answers,
            Runnable meanwhile) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("no images to validate on");
        }
        BatchScore score = BatchScore.EMPTY;
        List<View> views = View.of(augmentation);
        List<BatchStream> streams = views.stream()
                .map(view -> BatchStream.validation(images, BATCH, normalisation, view))
                .toList();
        try {
            while (streams.get(0).hasNext()) {
                List<Batch> seen =
                        streams.stream().map(stream -> stream.next(meanwhile)).toList();
                double[][] logits = logits(network, views, seen);
                Labels labels = seen.get(0).labels();
                answers.take(logits, labels);
                score = score.plus(BatchScore.of(logits, labels));
                meanwhile.run();
            }
        } finally {
            streams.forEach(BatchStream::close);
        }
        return score;
    }

    /** The same on validation images. */
    static BatchScore validate(
            Network network, DataSets data, TestTimeAugmentation augmentation, Answers answers, Runnable meanwhile) {
        ChannelStatistics normalisation = data.card().normalisation();
        return validate(network, data.validation(), normalisation, augmentation, answers, meanwhile);
    }

    /** The same, where the score alone is wanted. */
    static BatchScore validate(Network network, DataSets data, TestTimeAugmentation augmentation, Runnable meanwhile) {
        return validate(network, data, augmentation, (logits, labels) -> {}, meanwhile);
    }

    /** Logits (n, classes) of n images, each of which is seen in several ways: their mean. */
    public static double[][] logits(Network network, List<View> views, List<Batch> seen) {
        INDArray mean = network.logits(seen.get(0).images()).muli(views.get(0).weight());
        for (int k = 1; k < views.size(); k++) {
            mean.addi(network.logits(seen.get(k).images()).muli(views.get(k).weight()));
        }
        return mean.toDoubleMatrix();
    }
}
