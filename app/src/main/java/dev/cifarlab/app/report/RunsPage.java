package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTML page about some runs: settings, scores, curves. It only reads run folders. */
public final class RunsPage {

    private RunsPage() {}

    /** Writes the page; pictures are linked relative to it. */
    public static void write(String title, List<RunFolder> runs, Path page) {
        List<Map<String, Object>> values =
                runs.stream().map(run -> values(run, page)).toList();
        AtomicFiles.write(page, Templates.fill("runs.ftlh", Map.of("title", title, "runs", values)));
    }

    /** What the page says about one run, by the template's names. */
    private static Map<String, Object> values(RunFolder run, Path page) {
        Map<String, Object> scores = JsonFile.read(run.file("scores.json"));
        List<EpochMetrics> rows = run.metrics().read();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", run.config().model().label());
        values.put("data", String.valueOf(scores.get("data"))); // says when it is synthetic or reduced
        values.put("parameters", Words.format("%,d", scores.getOrDefault("trainable_parameters", 0)));
        values.put("howToDraw", Files.exists(run.file("curves.svg")) ? "" : "./cifar-lab figures " + run.path());
        values.put("curves", relative(run.file("curves.svg"), page));
        values.put("epochs", rows.stream().map(RunsPage::cells).toList());
        values.put("best", run.metrics().best().map(RunsPage::cells).orElse(List.of()));
        values.put(
                "seconds",
                Words.format(
                        "%.0f",
                        rows.stream().mapToDouble(EpochMetrics::epochSeconds).sum()));
        values.put("settings", Block.pairs(run.config().entries()));
        return values;
    }

    private static String relative(Path file, Path page) {
        Path base = page.toAbsolutePath().getParent();
        Path absolute = file.toAbsolutePath();
        return (base == null ? absolute : base.relativize(absolute)).toString().replace('\\', '/');
    }

    /** Epoch, losses, accuracies in percent, seconds, images a second. */
    private static List<String> cells(EpochMetrics row) {
        return List.of(
                Integer.toString(row.epoch()),
                Words.format("%.4f", row.trainLoss()),
                Words.format("%.2f", 100 * row.trainAccuracy()),
                Words.format("%.4f", row.validationLoss()),
                Words.format("%.2f", 100 * row.validationAccuracy()),
                Words.format("%.1f", row.epochSeconds()),
                Words.format("%.1f", row.imagesPerSecond()));
    }
}
