package dev.cifarlab.spark;

import dev.cifarlab.app.cli.CellWatcher;
import dev.cifarlab.app.search.CellProgress;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;

/** Hands a training's progress to Spark, whose heartbeats carry it to the driver. */
final class TaskWatcher implements CellWatcher {

    private final String cell;
    private final int epochs;
    private final ProgressAccumulator progress;
    private final BooleanSupplier killed;
    private final String machine;

    TaskWatcher(String cell, int epochs, ProgressAccumulator progress, BooleanSupplier killed) {
        this.cell = cell;
        this.epochs = epochs;
        this.progress = progress;
        this.killed = killed;
        this.machine = SparkEnv.get().blockManager().blockManagerId().host();
    }

    @Override
    public void trained(int epoch, int batch, int batches, double loss, double accuracy) {
        progress.add(new CellProgress(cell, epoch, epochs, batch, batches, loss, accuracy, machine));
    }

    @Override
    public boolean wantsStop() {
        return killed.getAsBoolean();
    }
}
