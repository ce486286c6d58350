package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** Loss and accuracy of training and validation over the epochs of a run, side by side. */
public final class LearningCurves {

    private LearningCurves() {}

    /** Draws {@code curves.png} and {@code curves.svg} of a run from its metrics; nothing before the first epoch. */
    public static void draw(RunFolder run) {
        List<EpochMetrics> rows = run.metrics().read();
        if (rows.isEmpty()) {
            return;
        }
        XYChart loss = Charts.overEpochs("Loss", "cross-entropy (nats)");
        int best = run.metrics().best().orElseThrow().epoch();
        add(loss, rows, EpochMetrics::trainLoss, EpochMetrics::validationLoss);
        Charts.mark(loss, "best epoch", best);
        XYChart accuracy = Charts.overEpochs("Accuracy", "accuracy (%)");
        add(accuracy, rows, row -> 100 * row.trainAccuracy(), row -> 100 * row.validationAccuracy());
        Charts.mark(accuracy, "best epoch", best);
        SideBySide.write(List.of(loss, accuracy), run.file("curves"));
    }

    private static void add(
            XYChart chart,
            List<EpochMetrics> rows,
            ToDoubleFunction<EpochMetrics> train,
            ToDoubleFunction<EpochMetrics> validation) {
        double[] epochs = rows.stream().mapToDouble(EpochMetrics::epoch).toArray();
        Charts.line(chart, "training", epochs, rows.stream().mapToDouble(train).toArray(), 0);
        Charts.line(
                chart,
                "validation",
                epochs,
                rows.stream().mapToDouble(validation).toArray(),
                1);
    }
}
