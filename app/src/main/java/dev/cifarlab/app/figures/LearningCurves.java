package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** Loss and accuracy of training and validation over the epochs of a run, side by side. */
public final class LearningCurves {

    private LearningCurves() {}

    /**
     * Draws {@code curves.png} and {@code curves.svg} of a run from its metrics; nothing before the first epoch. Where
     * Java cannot draw, older ones go, which would lack epochs.
     */
    public static void draw(RunFolder run) {
        if (!Fonts.trouble().isEmpty()) {
            Png.delete(run.file("curves.png"));
            Png.delete(run.file("curves.svg"));
        } else if (!run.metrics().read().isEmpty()) {
            SideBySide.write(List.of(loss(run), accuracy(run)), run.file("curves"));
        }
    }

    /** The loss of a run with at least one epoch. */
    static XYChart loss(RunFolder run) {
        XYChart loss = Charts.overEpochs("Loss", "cross-entropy (nats)", 3);
        add(loss, run, EpochMetrics::trainLoss, EpochMetrics::validationLoss);
        return loss;
    }

    /** The accuracy of a run with at least one epoch. */
    static XYChart accuracy(RunFolder run) {
        XYChart accuracy = Charts.overEpochs("Accuracy", "accuracy (%)", 3);
        add(accuracy, run, row -> 100 * row.trainAccuracy(), row -> 100 * row.validationAccuracy());
        return accuracy;
    }

    private static void add(
            XYChart chart,
            RunFolder run,
            ToDoubleFunction<EpochMetrics> train,
            ToDoubleFunction<EpochMetrics> validation) {
        List<EpochMetrics> rows = run.metrics().read();
        double[] epochs = rows.stream().mapToDouble(EpochMetrics::epoch).toArray();
        Charts.line(chart, "training", epochs, rows.stream().mapToDouble(train).toArray(), 0);
        Charts.line(
                chart,
                "validation",
                epochs,
                rows.stream().mapToDouble(validation).toArray(),
                1);
        Charts.mark(chart, "best epoch", run.metrics().best().orElseThrow().epoch());
    }
}
