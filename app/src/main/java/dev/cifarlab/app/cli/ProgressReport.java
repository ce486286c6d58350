package dev.cifarlab.app.cli;

import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.model.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.training.TrainingListener;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with running loss, accuracy, images/s and time left; a line and fresh curves after each epoch. */
final class ProgressReport implements TrainingListener {

    private final RunFolder folder;
    private final RunLog log;
    private final int epochs;
    private @Nullable ProgressBar bar;
    private long started;
    private int earlier;

    ProgressReport(RunFolder folder, RunLog log, int epochs) {
        this.folder = folder;
        this.log = log;
        this.epochs = epochs;
    }

    @Override
    public void epochStarted(int epoch, int batches) {
        started = System.nanoTime();
        earlier = 0;
        bar = new ProgressBarBuilder()
                .setTaskName(String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs))
                .setInitialMax(batches)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(System.getenv("TERM") == null ? 10_000 : 500)
                .build();
    }

    @Override
    public void epochContinued(int batchesDone, BatchScore soFar) {
        earlier = soFar.examples();
        if (bar != null) {
            bar.stepTo(batchesDone);
        }
    }

    @Override
    public boolean wantsStop() {
        return StopSignal.received();
    }

    @Override
    public void batchDone(BatchScore soFar) {
        if (bar == null) {
            return;
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                " loss %.3f, accuracy %.1f %%, %.0f images/s",
                soFar.meanLoss(),
                100 * soFar.accuracy(),
                (soFar.examples() - earlier) / seconds));
        bar.step();
    }

    @Override
    public void validationStarted(int epoch) {
        close();
    }

    @Override
    public void epochDone(EpochMetrics row) {
        log.line(
                "epoch %d/%d: training loss %.4f, accuracy %.2f %%; validation loss %.4f, accuracy %.2f %%;"
                        + " %.1f s, %.1f images/s",
                row.epoch(),
                epochs,
                row.trainLoss(),
                100 * row.trainAccuracy(),
                row.validationLoss(),
                100 * row.validationAccuracy(),
                row.epochSeconds(),
                row.imagesPerSecond());
        LearningCurves.draw(folder);
    }

    @Override
    public void warned(String sentence) {
        log.warn(sentence);
    }

    private void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
