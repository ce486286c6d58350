package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cell's place on disk: an ordinary run folder, and {@code cell.csv} in it once the cell has ended, in any way.
 *
 * @param cell the cell
 * @param run its run folder, which may not exist yet
 */
public record CellFolder(Cell cell, RunFolder run) {

    /** What came of the cell; empty as long as it is to be trained or trained on. */
    public Optional<CellResult> result() {
        return table().read().stream().findFirst();
    }

    /** Epochs in its metrics so far. */
    public int epochs() {
        return run.metrics().read().size();
    }

    /** The highest validation accuracy of the first {@code epochs} epochs, 0 to 1; empty where fewer are done. */
    OptionalDouble accuracyAfter(int epochs) {
        List<EpochMetrics> rows = run.metrics().read();
        if (rows.size() < epochs) {
            return OptionalDouble.empty();
        }
        return rows.subList(0, epochs).stream()
                .mapToDouble(EpochMetrics::validationAccuracy)
                .max();
    }

    /** Whether its training became NaN or infinite. */
    boolean diverged() {
        return result().filter(result -> result.status() == CellStatus.FAILED).isPresent();
    }

    /** Whether halving left it behind after an epoch or before. */
    boolean wasStopped(int epoch) {
        return result().filter(result -> result.status() == CellStatus.STOPPED && result.epochs() <= epoch)
                .isPresent();
    }

    /**
     * Makes the run folder with its {@code config.yaml}, or takes what an interrupted search left of it.
     *
     * @throws UserException when it cannot be made, or holds a training with other settings
     */
    RunFolder prepare(TrainConfig config) {
        if (!Files.isRegularFile(run.file("config.yaml"))) {
            make();
            run.writeConfig(config);
        }
        if (!run.config().equals(config)) {
            throw UserException.failed(
                    "%s: does not fit the search's search.yaml; delete the cell's folder to train it anew",
                    run.file("config.yaml"));
        }
        return run;
    }

    /** Records how the cell ended, with the scores of its epochs so far. */
    public CellResult settle(CellStatus status, String message) {
        CellResult result = CellResult.of(cell, status, run.metrics().read(), message);
        table().write(List.of(result));
        return result;
    }

    /**
     * Records that it was given up after repeated failures that are not the training's own.
     *
     * @throws UserException when nothing can be written there
     */
    public void abandon(String message) {
        make();
        settle(CellStatus.ABANDONED, message);
    }

    /** Has it tried again where it was abandoned. */
    void reopen() {
        if (result().filter(result -> result.status() == CellStatus.ABANDONED).isPresent()) {
            AtomicFiles.delete(table().file());
        }
    }

    /**
     * Makes the folder where there is none.
     *
     * @throws UserException when it cannot be made
     */
    public void make() {
        try {
            Files.createDirectories(run.checkpoints());
        } catch (IOException e) {
            throw UserException.failed(
                    e, "%s: cannot be made (%s); free space or choose another --out", run.path(), Reason.of(e));
        }
    }

    private SearchTable table() {
        return new SearchTable(run.file("cell.csv"));
    }
}
