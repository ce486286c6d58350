package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a page says about one run, as text; the getters are the template's names. */
public final class RunSummary {

    private final RunFolder run;
    private final Path page;
    private final Map<String, Object> scores;

    private RunSummary(RunFolder run, Path page, Map<String, Object> scores) {
        this.run = run;
        this.page = page;
        this.scores = scores;
    }

    static RunSummary of(RunFolder run, Path page) {
        return new RunSummary(run, page, JsonFile.read(run.file("scores.json")));
    }

    /** The network's name. */
    public String getModel() {
        return run.config().model().label();
    }

    /** The run folder's name. */
    public String getName() {
        return run.name();
    }

    /** One line on the data, which says when it is synthetic or reduced. */
    public String getData() {
        return String.valueOf(scores.get("data"));
    }

    /** Trainable parameters, with separators. */
    public String getParameters() {
        return String.format(Locale.ROOT, "%,d", ((Number) scores.getOrDefault("trainable_parameters", 0)).longValue());
    }

    /** How to draw the curves; empty where they are there. */
    public String getHowToDraw() {
        return Files.exists(run.file("curves.svg")) ? "" : "./cifar-lab figures " + run.path();
    }

    /** The curves, relative to the page. */
    public String getCurves() {
        Path base = page.toAbsolutePath().getParent();
        Path curves = run.file("curves.svg").toAbsolutePath();
        return (base == null ? curves : base.relativize(curves)).toString().replace('\\', '/');
    }

    /** One row an epoch: epoch, losses, accuracies in percent, seconds, images a second. */
    public List<List<String>> getEpochs() {
        return run.metrics().read().stream().map(RunSummary::cells).toList();
    }

    /** The best epoch's row, the first of equals. */
    public List<String> getBest() {
        return run.metrics().best().map(RunSummary::cells).orElse(List.of());
    }

    /** Seconds of training over all epochs. */
    public String getSeconds() {
        double total = run.metrics().read().stream()
                .mapToDouble(EpochMetrics::epochSeconds)
                .sum();
        return String.format(Locale.ROOT, "%.0f", total);
    }

    private static List<String> cells(EpochMetrics row) {
        return List.of(
                Integer.toString(row.epoch()),
                String.format(Locale.ROOT, "%.4f", row.trainLoss()),
                String.format(Locale.ROOT, "%.2f", 100 * row.trainAccuracy()),
                String.format(Locale.ROOT, "%.4f", row.validationLoss()),
                String.format(Locale.ROOT, "%.2f", 100 * row.validationAccuracy()),
                String.format(Locale.ROOT, "%.1f", row.epochSeconds()),
                String.format(Locale.ROOT, "%.1f", row.imagesPerSecond()));
    }

    /** All settings as pairs of key and value. */
    public List<List<String>> getSettings() {
        List<List<String>> pairs = new ArrayList<>();
        run.config().entries().forEach((key, value) -> pairs.add(List.of(key, value.toString())));
        return pairs;
    }
}
