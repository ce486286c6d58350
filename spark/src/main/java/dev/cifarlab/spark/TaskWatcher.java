package dev.cifarlab.spark;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.search.CellProgress;
import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.training.TrainingListener;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;

/** Hands a training's progress to Spark, whose heartbeats carry it to the driver; the run folder has all its lines. */
final class TaskWatcher implements TrainingListener {

    private final String cell;
    private final int epochs;
    private final ProgressAccumulator progress;
    private final BooleanSupplier killed;
    private final String machine;
    private int epoch;
    private int batches;
    private int batch;

    TaskWatcher(CellTask task, ProgressAccumulator progress, BooleanSupplier killed) {
        this.cell = task.cell().name();
        this.epochs = task.config().epochs();
        this.progress = progress;
        this.killed = killed;
        this.machine = SparkEnv.get().blockManager().blockManagerId().host();
    }

    @Override
    public void epochStarted(int newEpoch, int newBatches, int batchesDone, BatchScore soFar) {
        epoch = newEpoch;
        batches = newBatches;
        batch = batchesDone;
    }

    @Override
    public void batchDone(BatchScore soFar) {
        batch++;
        progress.add(
                new CellProgress(cell, epoch, epochs, batch, batches, soFar.meanLoss(), soFar.accuracy(), machine));
    }

    @Override
    public boolean wantsStop() {
        return killed.getAsBoolean();
    }
}
