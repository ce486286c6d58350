package dev.cifarlab.app.report;

import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.settings.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which combination won, and whether that is more than chance. */
final class GridComment {

    private GridComment() {}

    static List<String> of(Ranking ranking) {
        List<Rank> scored =
                ranking.ranks().stream().filter(rank -> rank.seeds() > 0).toList();
        List<String> sentences = new ArrayList<>();
        if (!scored.isEmpty()) {
            sentences.add(winner(scored));
        }
        if (scored.size() > 1) {
            sentences.add(gap(scored));
            sentences.addAll(activations(scored));
        }
        List<String> failed = ranking.ranks().stream()
                .filter(rank -> rank.failures() > 0)
                .map(rank -> rank.combination().title() + " (" + rank.failures() + ")")
                .toList();
        if (!failed.isEmpty()) {
            sentences.add("Trainings that failed, their loss being NaN or infinite: " + Words.list(failed) + ".");
        }
        return sentences;
    }

    /** The binomial standard error of an accuracy on some images; nothing where either is not known. */
    static List<String> chance(double accuracy, long images) {
        return Double.isNaN(accuracy) || images == 0
                ? List.of()
                : List.of(Words.format(
                        "By the choice of %,d validation images alone, an accuracy of %s has a standard error of %s.",
                        images, Words.percent(accuracy), Words.points(Math.sqrt(accuracy * (1 - accuracy) / images))));
    }

    private static String winner(List<Rank> scored) {
        Rank best = scored.get(0);
        boolean highest = scored.stream().allMatch(rank -> rank.meanAccuracy() <= best.meanAccuracy());
        return Words.format(
                highest
                        ? "%s has the highest validation accuracy, %s, with a validation loss of %s at the best"
                                + " epoch%s."
                        : "%s comes first with a validation accuracy of %s and a validation loss of %s at the best"
                                + " epoch%s; others are higher in the mean over fewer seeds, as some of theirs failed.",
                best.combination().title(),
                Words.spread(best.meanAccuracy(), best.stdAccuracy()),
                Words.loss(best.meanLoss()),
                best.seeds() > 1 ? " (means over " + best.seeds() + " seeds)" : "");
    }

    private static String gap(List<Rank> scored) {
        double gap = scored.get(0).meanAccuracy() - scored.get(1).meanAccuracy();
        String text = Words.format(
                "It is %s %s the next, %s.",
                Words.points(gap),
                gap < 0 ? "behind" : "ahead of",
                scored.get(1).combination().title());
        double spread = spread(scored);
        if (Double.isNaN(spread)) {
            return text + " With one seed each, the spread over seeds is not known, and the gap may be chance.";
        }
        return text
                + Words.format(
                        Math.abs(gap) > spread
                                ? " The standard deviation over seeds is %s on average: the gap is larger than the"
                                        + " spread."
                                : " The standard deviation over seeds is %s on average: the gap is not larger than the"
                                        + " spread, so the order of these two may be chance.",
                        Words.points(spread));
    }

    /** Root of the mean variance over seeds; NaN where no combination has two. */
    static double spread(List<Rank> ranks) {
        return Math.sqrt(ranks.stream()
                .mapToDouble(Rank::stdAccuracy)
                .filter(Double::isFinite)
                .map(std -> std * std)
                .average()
                .orElse(Double.NaN));
    }

    private static List<String> activations(List<Rank> scored) {
        List<Activation> present = Arrays.stream(Activation.values())
                .filter(activation -> !of(scored, activation).isEmpty())
                .toList();
        List<String> sentences = new ArrayList<>();
        if (present.size() > 1) {
            Activation a = present.get(0);
            Activation b = present.get(1);
            double difference = mean(of(scored, a)) - mean(of(scored, b));
            sentences.add(Words.format(
                    "Over all initialisations, %s is on average %s %s %s.",
                    a.title(), Words.points(difference), difference >= 0 ? "above" : "below", b.title()));
        }
        for (Activation activation : present) {
            List<Rank> of = of(scored, activation);
            Rank best = of.get(0);
            Rank worst = of.get(of.size() - 1);
            if (of.size() > 1) {
                sentences.add(Words.format(
                        "Among the initialisations with %s, best and worst are %s apart (%s and %s).",
                        activation.title(),
                        Words.points(best.meanAccuracy() - worst.meanAccuracy()),
                        best.combination().init().title(),
                        worst.combination().init().title()));
            }
        }
        return sentences;
    }

    /** The ranks with an activation function, the best first. */
    private static List<Rank> of(List<Rank> scored, Activation activation) {
        return scored.stream()
                .filter(rank -> rank.combination().activation() == activation)
                .sorted(Comparator.comparingDouble(Rank::meanAccuracy).reversed())
                .toList();
    }

    private static double mean(List<Rank> ranks) {
        return ranks.stream().mapToDouble(Rank::meanAccuracy).average().orElse(Double.NaN);
    }
}
