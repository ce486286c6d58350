package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.training.TrainingListener;

/** A run's log and curves as ever, but a watcher in place of the bar. */
final class UnattendedReport implements TrainingListener {

    private final TrainingListener report;
    private final CellWatcher watcher;
    private int epoch;
    private int batch;
    private int batches;

    UnattendedReport(TrainingListener report, CellWatcher watcher) {
        this.report = report;
        this.watcher = watcher;
    }

    @Override
    public void epochStarted(int newEpoch, int newBatches) {
        epoch = newEpoch;
        batch = 0;
        batches = newBatches;
    }

    @Override
    public void epochContinued(int batchesDone, BatchScore soFar) {
        batch = batchesDone;
    }

    @Override
    public void batchDone(BatchScore soFar) {
        batch++;
        watcher.trained(epoch, batch, batches, soFar.meanLoss(), soFar.accuracy());
    }

    @Override
    public void epochDone(EpochMetrics metrics) {
        report.epochDone(metrics);
    }

    @Override
    public boolean wantsStop() {
        return report.wantsStop() || watcher.wantsStop();
    }

    @Override
    public void warned(String sentence) {
        report.warned(sentence);
    }
}
