package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.CellTrainer;
import dev.cifarlab.app.settings.Variables;

/**
 * Trains cells where no terminal is: what a terminal would show is in the run folder's {@code log.txt}, and a watcher
 * is told how far it is. The caller holds the folder's {@link dev.cifarlab.app.runs.RunLock}.
 */
public final class UnattendedTrainer implements CellTrainer {

    private final CellWatcher watcher;

    /** A trainer that tells {@code watcher}. */
    public UnattendedTrainer(CellWatcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public void train(RunFolder folder, DataSets data, int lastEpoch) {
        Variables.check(System.getenv()); // those of this machine
        TrainingRun.resumeLocked(
                folder, data, lastEpoch, Console.silent(), report -> new UnattendedReport(report, watcher));
    }
}
