package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.EpochMetrics;
import java.util.List;

/**
 * What came of a cell; one row of {@code search.csv}. A cell that failed or was abandoned has no scores: its best
 * epoch is 0, its accuracies and its loss are NaN.
 *
 * @param cell the cell
 * @param status how it ended
 * @param epochs epochs done
 * @param bestEpoch the epoch with the highest validation accuracy, the first of equals
 * @param validationAccuracy validation accuracy after the best epoch, 0 to 1
 * @param validationLoss mean validation loss after the best epoch, in nats
 * @param lastValidationAccuracy validation accuracy after the last epoch, 0 to 1
 * @param seconds time of training over all epochs in seconds, validation not included
 * @param message why it failed or was stopped, in a sentence; empty for a finished cell
 */
public record CellResult(
        Cell cell,
        CellStatus status,
        int epochs,
        int bestEpoch,
        double validationAccuracy,
        double validationLoss,
        double lastValidationAccuracy,
        double seconds,
        String message) {

    /** Whether it counts for the ranking. */
    public boolean hasScores() {
        return bestEpoch > 0;
    }

    /** The result of a cell whose epochs these are. */
    static CellResult of(Cell cell, CellStatus status, List<EpochMetrics> rows, String message) {
        double seconds = rows.stream().mapToDouble(EpochMetrics::epochSeconds).sum();
        boolean whole = status == CellStatus.FINISHED || status == CellStatus.STOPPED;
        if (!whole || rows.isEmpty()) {
            return new CellResult(cell, status, rows.size(), 0, Double.NaN, Double.NaN, Double.NaN, seconds, message);
        }
        EpochMetrics best = EpochMetrics.best(rows).orElseThrow();
        return new CellResult(
                cell,
                status,
                rows.size(),
                best.epoch(),
                best.validationAccuracy(),
                best.validationLoss(),
                rows.get(rows.size() - 1).validationAccuracy(),
                seconds,
                message);
    }
}
