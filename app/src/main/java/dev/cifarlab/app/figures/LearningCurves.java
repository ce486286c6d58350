package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** Loss and accuracy of training and validation over the epochs of a run, or of several, side by side. */
public final class LearningCurves {

    private static final Quantity LOSS =
            new Quantity("Loss", "cross-entropy (nats)", EpochMetrics::trainLoss, EpochMetrics::validationLoss);

    private static final Quantity ACCURACY = new Quantity(
            "Accuracy", "accuracy (%)", row -> 100 * row.trainAccuracy(), row -> 100 * row.validationAccuracy());

    private LearningCurves() {}

    private record Quantity(
            String title,
            String axis,
            ToDoubleFunction<EpochMetrics> train,
            ToDoubleFunction<EpochMetrics> validation) {}

    /**
     * Draws {@code curves.png} and {@code curves.svg} of a run from its metrics; nothing before the first epoch. Where
     * Java cannot draw, older ones go, which would lack epochs.
     */
    public static void draw(RunFolder run) {
        if (!Fonts.trouble().isEmpty()) {
            AtomicFiles.delete(run.file("curves.png"));
            AtomicFiles.delete(run.file("curves.svg"));
        } else if (!run.metrics().read().isEmpty()) {
            Charts.write(of(run), run.file("curves"));
        }
    }

    /**
     * Draws the curves of several runs over one another: validation solid, training dashed in the same colour.
     *
     * @param runs runs with at least one epoch, by what the legend calls them
     * @param stem path without the endings .png and .svg
     */
    public static void compare(Map<String, RunFolder> runs, Path stem) {
        Charts.write(of(runs), stem);
    }

    /** Loss and accuracy of a run with at least one epoch. */
    static List<XYChart> of(RunFolder run) {
        return List.of(chart(LOSS, run), chart(ACCURACY, run));
    }

    /** Loss and accuracy of several. */
    static List<XYChart> of(Map<String, RunFolder> runs) {
        return List.of(chart(LOSS, runs), chart(ACCURACY, runs));
    }

    private static XYChart chart(Quantity quantity, RunFolder run) {
        XYChart chart = Charts.overEpochs(quantity.title, quantity.axis, 3);
        List<EpochMetrics> rows = run.metrics().read();
        double[] epochs = values(rows, EpochMetrics::epoch);
        Charts.line(chart, "training", epochs, values(rows, quantity.train), 0);
        Charts.line(chart, "validation", epochs, values(rows, quantity.validation), 1);
        Charts.mark(chart, "best epoch", run.metrics().best().orElseThrow().epoch());
        return chart;
    }

    private static XYChart chart(Quantity quantity, Map<String, RunFolder> runs) {
        XYChart chart = Charts.overEpochs(quantity.title + " (dashed: training)", quantity.axis, runs.size());
        int index = 0;
        for (Map.Entry<String, RunFolder> entry : runs.entrySet()) {
            List<EpochMetrics> rows = entry.getValue().metrics().read();
            double[] epochs = values(rows, EpochMetrics::epoch);
            Charts.line(chart, entry.getKey(), epochs, values(rows, quantity.validation), index);
            Charts.dashed(chart, entry.getKey() + " training", epochs, values(rows, quantity.train), index);
            index++;
        }
        return chart;
    }

    private static double[] values(List<EpochMetrics> rows, ToDoubleFunction<EpochMetrics> value) {
        return rows.stream().mapToDouble(value).toArray();
    }
}
