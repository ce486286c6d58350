package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.SoftmaxCrossEntropy;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Validator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A network's answers on a set of images.
 *
 * @param score summed loss and right answers
 * @param confusion what was taken for what
 * @param mistakes the images it got wrong, the most confident first
 */
public record Evaluation(BatchScore score, ConfusionMatrix confusion, List<Mistake> mistakes) {

    /** Asks the network about every image of a set. */
    public static Evaluation of(
            Network network, ImageSet images, ChannelStatistics normalisation, TestTimeAugmentation augmentation) {
        ConfusionMatrix confusion = ConfusionMatrix.empty(images.classNames());
        List<Mistake> mistakes = new ArrayList<>();
        BatchScore score = Validator.validate(
                network,
                images,
                normalisation,
                augmentation,
                (logits, labels) -> count(requireFinite(logits), labels, confusion, mistakes),
                () -> {});
        mistakes.sort(Comparator.comparingDouble(Mistake::probability).reversed());
        return new Evaluation(score, confusion, List.copyOf(mistakes));
    }

    /**
     * Logits (n, classes) that answers can be taken from: the largest of NaN would be class 0.
     *
     * @throws UserException where one is NaN or infinite
     */
    public static double[][] requireFinite(double[][] logits) {
        if (!Arrays.stream(logits).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            throw UserException.failed("the network's answers are NaN or infinite: its weights have grown too large;"
                    + " train again with a smaller --learning-rate");
        }
        return logits;
    }

    private static void count(double[][] logits, Labels labels, ConfusionMatrix confusion, List<Mistake> mistakes) {
        int first = confusion.total();
        for (int row = 0; row < logits.length; row++) {
            int label = labels.first()[row];
            int prediction = BatchScore.largest(logits[row]);
            confusion.add(label, prediction);
            if (label != prediction) {
                double probability = SoftmaxCrossEntropy.softmax(logits[row])[prediction];
                mistakes.add(new Mistake(first + row, label, prediction, probability));
            }
        }
    }

    /**
     * An image that a network got wrong.
     *
     * @param index of the image in its set
     * @param label the true class
     * @param prediction the class it was taken for
     * @param probability the network's probability of that class, 0 to 1
     */
    public record Mistake(int index, int label, int prediction, double probability) {}
}
