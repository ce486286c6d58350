package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** The curves of several runs over one another: validation solid, training dashed in the same colour. */
public final class ComparedCurves {

    private ComparedCurves() {}

    /**
     * Draws loss and accuracy side by side.
     *
     * @param runs runs with at least one epoch, by what the legend calls them
     * @param stem path without the endings .png and .svg
     */
    public static void draw(Map<String, RunFolder> runs, Path stem) {
        SideBySide.write(List.of(loss(runs), accuracy(runs)), stem);
    }

    static XYChart loss(Map<String, RunFolder> runs) {
        XYChart loss = Charts.overEpochs("Loss (dashed: training)", "cross-entropy (nats)", runs.size());
        add(loss, runs, EpochMetrics::trainLoss, EpochMetrics::validationLoss);
        return loss;
    }

    static XYChart accuracy(Map<String, RunFolder> runs) {
        XYChart accuracy = Charts.overEpochs("Accuracy (dashed: training)", "accuracy (%)", runs.size());
        add(accuracy, runs, row -> 100 * row.trainAccuracy(), row -> 100 * row.validationAccuracy());
        return accuracy;
    }

    private static void add(
            XYChart chart,
            Map<String, RunFolder> runs,
            ToDoubleFunction<EpochMetrics> train,
            ToDoubleFunction<EpochMetrics> validation) {
        int index = 0;
        for (Map.Entry<String, RunFolder> entry : runs.entrySet()) {
            List<EpochMetrics> rows = entry.getValue().metrics().read();
            double[] epochs = rows.stream().mapToDouble(EpochMetrics::epoch).toArray();
            double[] solid = rows.stream().mapToDouble(validation).toArray();
            Charts.line(chart, entry.getKey(), epochs, solid, index);
            double[] dashed = rows.stream().mapToDouble(train).toArray();
            Charts.dashed(chart, entry.getKey() + " training", epochs, dashed, index);
            index++;
        }
    }
}
