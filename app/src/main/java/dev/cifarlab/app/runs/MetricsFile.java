package dev.cifarlab.app.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * The file {@code metrics.csv}: one row an epoch, whole at every moment.
 *
 * @param file where it is
 */
public record MetricsFile(Path file) {

    private static final List<String> HEADER = List.of(
            "epoch",
            "train_loss",
            "train_accuracy",
            "validation_loss",
            "validation_accuracy",
            "learning_rate",
            "epoch_seconds",
            "images_per_second");

    /** Adds the row of an epoch; rows of the same and later epochs, left by an interrupted run, are dropped. */
    public void append(EpochMetrics row) {
        List<EpochMetrics> rows = new ArrayList<>(before(row.epoch()));
        rows.add(row);
        write(rows);
    }

    /** Drops the rows after {@code epoch}. */
    public void cutAfter(int epoch) {
        List<EpochMetrics> kept = before(epoch + 1);
        if (kept.size() < read().size()) {
            write(kept);
        }
    }

    private List<EpochMetrics> before(int epoch) {
        return read().stream().filter(row -> row.epoch() < epoch).toList();
    }

    private void write(List<EpochMetrics> rows) {
        new CsvFile(file, HEADER)
                .write(
                        rows,
                        row -> List.of(String.format(
                                        Locale.ROOT,
                                        "%d,%.6f,%.6f,%.6f,%.6f,%.6g,%.3f,%.2f",
                                        row.epoch(),
                                        row.trainLoss(),
                                        row.trainAccuracy(),
                                        row.validationLoss(),
                                        row.validationAccuracy(),
                                        row.learningRate(),
                                        row.epochSeconds(),
                                        row.imagesPerSecond())
                                .split(",", -1)));
    }

    /**
     * All rows; none where the file does not exist yet.
     *
     * @throws dev.cifarlab.app.settings.UserException when the file is not what this class wrote
     */
    public List<EpochMetrics> read() {
        return new CsvFile(file, HEADER).read("metrics", MetricsFile::row);
    }

    /** The row with the highest validation accuracy, the first of equals. */
    public Optional<EpochMetrics> best() {
        return EpochMetrics.best(read());
    }

    private static EpochMetrics row(CSVRecord cells) {
        if (cells.size() != HEADER.size()) {
            throw new IllegalArgumentException("row " + cells.getRecordNumber() + " has " + cells.size() + " cells");
        }
        double[] values = cells.stream().mapToDouble(Double::parseDouble).toArray();
        return new EpochMetrics(
                Integer.parseInt(cells.get(0)),
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7]);
    }
}
