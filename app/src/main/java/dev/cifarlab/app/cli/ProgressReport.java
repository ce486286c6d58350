package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.training.TrainingListener;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A bar with running loss, accuracy, images/s and the epoch's time left; a line and fresh curves after each epoch. */
final class ProgressReport implements TrainingListener, AutoCloseable {

    private static final int ON_TERMINALS = 500;
    private static final int ELSEWHERE = 10_000;

    private final RunFolder folder;
    private final RunLog log;
    private final int epochs;
    private @Nullable ProgressBar bar;
    private String figures = "";
    private long started;
    private int imagesBefore;
    private int batchesBefore;

    ProgressReport(RunFolder folder, RunLog log, int epochs) {
        this.folder = folder;
        this.log = log;
        this.epochs = epochs;
    }

    @Override
    public void epochStarted(int epoch, int batches) {
        started = System.nanoTime();
        imagesBefore = 0;
        batchesBefore = 0;
        bar = Bars.named(String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs))
                .setInitialMax(batches)
                .setRenderer(new ProgressLine())
                .setUpdateIntervalMillis(System.getenv("TERM") == null ? ELSEWHERE : ON_TERMINALS)
                .build();
    }

    @Override
    public void epochContinued(int batchesDone, BatchScore soFar) {
        imagesBefore = soFar.examples();
        batchesBefore = batchesDone;
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
        figures = ProgressLine.figures(soFar, soFar.examples() - imagesBefore, seconds);
        bar.step();
        long done = bar.getCurrent() - batchesBefore;
        bar.setExtraMessage(figures + ProgressLine.timeLeft(seconds, done, bar.getMax() - bar.getCurrent()));
        if (done == 1) {
            bar.refresh();
        }
    }

    @Override
    public void validationStarted(int epoch) {
        if (bar != null) {
            bar.setExtraMessage(figures + ", validating");
        }
    }

    @Override
    public void epochDone(EpochMetrics row) {
        if (bar != null) {
            bar.setExtraMessage(figures);
        }
        close();
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
        close(); // a bar that is drawn again would cover the line
        log.warn(sentence);
    }

    /** Ends the bar, also where a training ended within an epoch. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
