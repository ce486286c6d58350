package dev.cifarlab.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which of the two networks is better, by how much, and what speaks for a reason. */
final class ComparisonComment {

    private static final double ALMOST = 0.01;

    private ComparisonComment() {}

    static List<String> of(Contender cnn, Contender mlp) {
        List<String> sentences = new ArrayList<>();
        double gap = cnn.accuracy() - mlp.accuracy();
        Contender better = gap >= 0 ? cnn : mlp;
        Contender other = gap >= 0 ? mlp : cnn;
        sentences.add(Words.format(
                "The %s is better: its validation accuracy is %s above the %s's (%s against %s).",
                better.title(),
                Words.points(gap),
                other.title(),
                Words.spread(better.accuracy(), better.accuracyStd()),
                Words.spread(other.accuracy(), other.accuracyStd())));
        sentences.add(chance(Math.abs(gap), cnn, mlp));
        sentences.add(effort(cnn, mlp));
        sentences.add(fit(cnn, mlp));
        sentences.add(gap >= 0 ? why(cnn, mlp) : whyNot(cnn));
        return sentences;
    }

    private static String chance(double gap, Contender cnn, Contender mlp) {
        List<Contender> repeated =
                Stream.of(cnn, mlp).filter(one -> one.runs().size() > 1).toList();
        if (repeated.isEmpty()) {
            return "With one seed each, the spread over seeds is not known.";
        }
        double spread = Math.sqrt(repeated.stream()
                .mapToDouble(one -> one.accuracyStd() * one.accuracyStd())
                .average()
                .orElseThrow());
        String whose = repeated.size() == 2 ? "" : ", of the " + repeated.get(0).title() + ": the other has one seed";
        return Words.format(
                gap > spread
                        ? "The gap is larger than the standard deviation over seeds (%s%s)."
                        : "The gap is not larger than the standard deviation over seeds (%s%s) and may be chance.",
                Words.points(spread),
                whose);
    }

    private static String effort(Contender cnn, Contender mlp) {
        long a = cnn.first().parameters();
        long b = mlp.first().parameters();
        String sizes = Words.format(
                Math.abs(a - b) <= ALMOST * a
                        ? "With almost the same number of parameters (%s and %s)"
                        : "With %s parameters and %s",
                Words.count(a),
                Words.count(b));
        String times = Words.format(
                ", an epoch of the %s takes %s and one of the MLP %s, a ratio of %.1f",
                cnn.title(),
                Words.time(cnn.secondsPerEpoch()),
                Words.time(mlp.secondsPerEpoch()),
                cnn.secondsPerEpoch() / mlp.secondsPerEpoch());
        return sizes + times
                + ": each weight of a convolution is used at every place of the image, each weight of the MLP once.";
    }

    private static String fit(Contender cnn, Contender mlp) {
        return Words.format(
                "After the last epoch the %s is right on %s of the training images and %s of the validation images,"
                        + " the MLP on %s and %s.",
                cnn.title(),
                Words.percent(cnn.mean(run -> run.last().trainAccuracy())),
                Words.percent(cnn.mean(run -> run.last().validationAccuracy())),
                Words.percent(mlp.mean(run -> run.last().trainAccuracy())),
                Words.percent(mlp.mean(run -> run.last().validationAccuracy())));
    }

    private static String why(Contender cnn, Contender mlp) {
        boolean fitsLess = cnn.mean(run -> run.last().trainAccuracy())
                > mlp.mean(run -> run.last().trainAccuracy());
        return (fitsLess
                        ? "The MLP is behind on its own training images as well, so overfitting alone is not what holds"
                                + " it back. "
                        : "The MLP does better on its training images, so what it lacks is not capacity but"
                                + " generalisation. ")
                + "To the MLP the pixels are an unordered list: what it learns of a pattern at one place it does not"
                + " know at any other. The convolutions look for the same local patterns everywhere, and pooling makes"
                + " the answer depend little on the place; that is built in, and need not be learnt from the images.";
    }

    private static String whyNot(Contender cnn) {
        boolean early = cnn.first().rows().size() > 1
                && cnn.first().best().epoch() == cnn.first().rows().size();
        return "This is against what is known of images in general, where convolutions win."
                + (early
                        ? " The " + cnn.title() + " is best after its last epoch: it was stopped while it was still"
                                + " improving, and this study is too short for a verdict."
                        : " The numbers of training images and epochs should be raised before it is believed.");
    }

    /** Where the two differ most by class; empty where a confusion matrix is missing. */
    static List<String> classes(String title, List<String> names, List<Double> cnn, List<Double> mlp) {
        if (cnn.size() != names.size() || mlp.size() != names.size() || names.isEmpty()) {
            return List.of();
        }
        Comparator<Integer> byGap = Comparator.comparingDouble(k -> cnn.get(k) - mlp.get(k));
        List<Integer> order =
                IntStream.range(0, names.size()).boxed().sorted(byGap).toList();
        int least = order.get(0);
        int most = order.get(order.size() - 1);
        return List.of(Words.format(
                "By class, the %s's lead is largest for ‘%s’ (%s against %s) and smallest for ‘%s’ (%s against %s).",
                title,
                names.get(most),
                Words.percent(cnn.get(most)),
                Words.percent(mlp.get(most)),
                names.get(least),
                Words.percent(cnn.get(least)),
                Words.percent(mlp.get(least))));
    }
}
