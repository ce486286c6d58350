package dev.cifarlab.app.report;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.Calibration;
import dev.cifarlab.app.evaluation.ConfusionMatrix;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.figures.PlainPicture;
import dev.cifarlab.app.runs.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network's answers as one HTML page that needs nothing from elsewhere: scores, a table of the classes, the confusion
 * matrix, a reliability diagram, and a gallery of images, wrong ones first.
 */
public final class AnswersPage {

    /** Images that were got wrong and right, as many as a page can hold. */
    private static final int WRONG = 120;

    private static final int RIGHT = 24;

    /** Beyond so many classes a matrix cannot be read. */
    private static final int MOST_CLASSES = 40;

    private static final int PAIRS = 40;

    private final Evaluation evaluation;
    private final ConfusionMatrix confusion;
    private final ImageSet images;
    private final List<String> classes;

    private AnswersPage(Evaluation evaluation, ImageSet images) {
        this.evaluation = evaluation;
        this.confusion = evaluation.confusion();
        this.images = images;
        this.classes = images.classNames();
    }

    /**
     * Writes the page.
     *
     * @param facts what stands above the scores: names and values
     */
    public static void write(
            String title, List<List<String>> facts, Evaluation evaluation, ImageSet images, Path file) {
        AnswersPage page = new AnswersPage(evaluation, images);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put(
                "facts", Stream.concat(facts.stream(), page.scores().stream()).toList());
        values.put(
                "classes",
                IntStream.range(0, page.classes.size()).mapToObj(page::row).toList());
        values.put("matrix", page.classes.size() > MOST_CLASSES ? List.of() : page.matrix());
        values.put("names", page.classes);
        values.put("pairs", page.pairs());
        values.put("bins", page.bins());
        values.put("wrong", page.gallery(evaluation.mistakes(), WRONG));
        values.put("right", page.gallery(evaluation.hits(), RIGHT));
        values.put("wrongs", evaluation.mistakes().size());
        values.put("rights", evaluation.hits().size());
        AtomicFiles.write(file, Templates.fill("answers.ftlh", values));
    }

    private List<List<String>> scores() {
        List<List<String>> scores = new ArrayList<>(List.of(
                List.of("images", Words.count(images.size())),
                List.of("accuracy", Words.percent(evaluation.score().accuracy())),
                List.of("loss", Words.loss(evaluation.score().meanLoss()) + " nats")));
        if (classes.size() > Evaluation.FIVE) {
            scores.add(List.of("class among the first five", Words.percent(evaluation.topFive())));
        }
        scores.add(List.of(
                "expected calibration error",
                Words.percent(evaluation.calibration().error())));
        scores.add(means(
                "macro mean",
                confusion.macro(confusion::precision),
                confusion.macro(confusion::accuracy),
                confusion.macro(confusion::f1)));
        scores.add(means(
                "weighted mean",
                confusion.weighted(confusion::precision),
                confusion.weighted(confusion::accuracy),
                confusion.weighted(confusion::f1)));
        return scores;
    }

    private static List<String> means(String name, double precision, double recall, double f1) {
        return List.of(
                name,
                "precision " + Words.percent(precision) + ", recall " + Words.percent(recall) + ", F1 "
                        + Words.percent(f1));
    }

    /** Name, images, precision, recall and F1 of a class. */
    private List<String> row(int label) {
        return List.of(
                classes.get(label),
                Integer.toString(confusion.total(label)),
                Words.percent(confusion.precision(label)),
                Words.percent(confusion.accuracy(label)),
                Words.percent(confusion.f1(label)));
    }

    /** Rows of counts, each with its share of the row. */
    private List<List<Map<String, Object>>> matrix() {
        return IntStream.range(0, classes.size())
                .mapToObj(label -> IntStream.range(0, classes.size())
                        .mapToObj(answer -> {
                            int count = confusion.counts()[label][answer];
                            double share = count == 0 ? 0 : (double) count / confusion.total(label);
                            return Map.<String, Object>of("count", count, "share", Words.format("%.3f", share));
                        })
                        .toList())
                .toList();
    }

    /** What was taken for what most often: true class, answer, images, share of the class. */
    private List<List<String>> pairs() {
        return IntStream.range(0, classes.size() * classes.size())
                .filter(k -> k / classes.size() != k % classes.size())
                .filter(k -> count(k) > 0)
                .boxed()
                .sorted(Comparator.comparing(k -> -count(k)))
                .limit(PAIRS)
                .map(k -> List.of(
                        classes.get(k / classes.size()),
                        classes.get(k % classes.size()),
                        Integer.toString(count(k)),
                        Words.percent((double) count(k) / confusion.total(k / classes.size()))))
                .toList();
    }

    private int count(int pair) {
        return confusion.counts()[pair / classes.size()][pair % classes.size()];
    }

    /** Bins of the reliability diagram that have images: place, width, accuracy, mean confidence, images. */
    private List<List<Object>> bins() {
        List<Calibration.Bin> bins = evaluation.calibration().bins();
        double width = 1.0 / bins.size();
        return IntStream.range(0, bins.size())
                .filter(k -> bins.get(k).count() > 0)
                .mapToObj(k -> {
                    Calibration.Bin bin = bins.get(k);
                    return List.<Object>of(
                            k * width,
                            width,
                            (double) bin.right() / bin.count(),
                            bin.confidence() / bin.count(),
                            bin.count());
                })
                .toList();
    }

    private List<Map<String, String>> gallery(List<Evaluation.Answer> answers, int most) {
        return answers.stream()
                .limit(most)
                .map(answer -> Map.of(
                        "source",
                        "data:image/png;base64,"
                                + Base64.getEncoder().encodeToString(PlainPicture.png(images, answer.index())),
                        "name",
                        images.name(answer.index()),
                        "truth",
                        classes.get(answer.label()),
                        "answer",
                        classes.get(answer.prediction()),
                        "sure",
                        Words.format("%.1f %%", 100 * answer.probability())))
                .toList();
    }
}
