package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.training.TrainingListener;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A bar with running loss, accuracy, images/s and the epoch's time left, and all lines of a training. */
final class ProgressReport implements TrainingListener {

    private static final int MILLISECONDS = 500;

    private final Console console;
    private @Nullable ProgressBar bar;
    private String figures = "";
    private int epochs;
    private boolean begun;
    private long started;
    private int imagesBefore;
    private int batchesBefore;

    ProgressReport(Console console) {
        this.console = console;
    }

    @Override
    public void trainingStarted(int ofAll) {
        StopSignal.trainingStarted();
        epochs = ofAll;
    }

    @Override
    public void epochStarted(int epoch, int batches, int batchesDone, BatchScore soFar) {
        started = System.nanoTime();
        imagesBefore = soFar.examples();
        batchesBefore = batchesDone;
        bar = ProgressLine.named(String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs))
                .setInitialMax(batches)
                .setRenderer(new ProgressLine())
                .setUpdateIntervalMillis(MILLISECONDS)
                .build();
        bar.stepTo(batchesDone);
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
            if (!begun) {
                ProgressLine.soon();
                begun = true;
            }
            bar.refresh();
        }
    }

    @Override
    public void validationStarted(int epoch) {
        if (bar != null) {
            bar.setExtraMessage(figures + ", validating");
            bar.refresh(); // a short validation would end before the bar is drawn again
        }
    }

    @Override
    public void epochDone(EpochMetrics row) {
        if (bar != null) {
            bar.setExtraMessage(figures);
        }
        trainingEnded();
    }

    @Override
    public void told(String line) {
        console.line("%s", line);
    }

    @Override
    public void warned(String sentence) {
        trainingEnded(); // a bar that is drawn again would cover the line
        console.warn(sentence);
    }

    /** Ends the bar, also where a training ended within an epoch. */
    @Override
    public void trainingEnded() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
