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
 * @param answers one an image, in their order
 * @param calibration how far its confidence can be believed
 * @param amongFive images whose class is among its five likeliest answers
 */
public record Evaluation(
        BatchScore score, ConfusionMatrix confusion, List<Answer> answers, Calibration calibration, int amongFive) {

    /** Answers among which the true class is looked for. */
    public static final int FIVE = 5;

    /** Asks the network about every image of a set. */
    public static Evaluation of(
            Network network, ImageSet images, ChannelStatistics normalisation, TestTimeAugmentation augmentation) {
        Tally tally = new Tally(ConfusionMatrix.empty(images.classNames()));
        BatchScore score = Validator.validate(
                network,
                images,
                normalisation,
                augmentation,
                (logits, labels) -> tally.add(requireFinite(logits), labels),
                () -> {});
        return new Evaluation(score, tally.confusion, List.copyOf(tally.answers), tally.calibration, tally.amongFive);
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

    /** Share of images whose class is among the five likeliest answers, 0 to 1. */
    public double topFive() {
        return (double) amongFive / score.examples();
    }

    /** The images it got wrong, the most confident first. */
    public List<Answer> mistakes() {
        return answers.stream()
                .filter(answer -> !answer.isRight())
                .sorted(Comparator.comparingDouble(Answer::probability).reversed())
                .toList();
    }

    /** The images it got right, the least confident first. */
    public List<Answer> hits() {
        return answers.stream()
                .filter(Answer::isRight)
                .sorted(Comparator.comparingDouble(Answer::probability))
                .toList();
    }

    /** What is counted on the way through the images. */
    private static final class Tally {

        private final ConfusionMatrix confusion;
        private final List<Answer> answers = new ArrayList<>();
        private Calibration calibration = Calibration.empty();
        private int amongFive;

        Tally(ConfusionMatrix confusion) {
            this.confusion = confusion;
        }

        void add(double[][] logits, Labels labels) {
            for (int row = 0; row < logits.length; row++) {
                int label = labels.first()[row];
                int prediction = BatchScore.largest(logits[row]);
                double[] probabilities = SoftmaxCrossEntropy.softmax(logits[row]);
                Answer answer = new Answer(answers.size(), label, prediction, probabilities);
                answers.add(answer);
                confusion.add(label, prediction);
                calibration = calibration.with(answer.probability(), answer.isRight());
                double own = logits[row][label];
                long before =
                        Arrays.stream(logits[row]).filter(logit -> logit > own).count();
                amongFive += before < FIVE ? 1 : 0;
            }
        }
    }

    /**
     * What a network says of an image.
     *
     * @param index of the image in its set
     * @param label the true class
     * @param prediction the class it was taken for
     * @param probabilities the network's probability of each class, 0 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
    public record Answer(int index, int label, int prediction, double[] probabilities) {

        /** The network's probability of its answer, 0 to 1. */
        public double probability() {
            return probabilities[prediction];
        }

        /** Whether it is the true class. */
        public boolean isRight() {
            return label == prediction;
        }
    }
}
