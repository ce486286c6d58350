package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The file {@code metrics.csv}: one row an epoch, whole at every moment.
 *
 * @param file where it is
 */
public record MetricsFile(Path file) {

    private static final String[] HEADER = {
        "epoch",
        "train_loss",
        "train_accuracy",
        "validation_loss",
        "validation_accuracy",
        "learning_rate",
        "epoch_seconds",
        "images_per_second"
    };
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader(HEADER)
            .setRecordSeparator('\n')
            .get();

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
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (EpochMetrics row : rows) {
                printer.printRecord((Object[]) cells(row));
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        AtomicFiles.write(file, text.toString());
    }

    private static String[] cells(EpochMetrics row) {
        return new String[] {
            Integer.toString(row.epoch()),
            String.format(Locale.ROOT, "%.6f", row.trainLoss()),
            String.format(Locale.ROOT, "%.6f", row.trainAccuracy()),
            String.format(Locale.ROOT, "%.6f", row.validationLoss()),
            String.format(Locale.ROOT, "%.6f", row.validationAccuracy()),
            String.format(Locale.ROOT, "%.6g", row.learningRate()),
            String.format(Locale.ROOT, "%.3f", row.epochSeconds()),
            String.format(Locale.ROOT, "%.2f", row.imagesPerSecond())
        };
    }

    /**
     * All rows; none where the file does not exist yet.
     *
     * @throws UserException when the file is not what this class wrote
     */
    public List<EpochMetrics> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        CSVFormat format = FORMAT.builder().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file)) {
            return format.parse(reader).stream().map(MetricsFile::row).toList();
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw UserException.failed(e, "%s: cannot be read as metrics (%s); is it damaged?", file, Reason.of(e));
        }
    }

    /** The row with the highest validation accuracy, the first of equals. */
    public Optional<EpochMetrics> best() {
        return read().stream()
                .max(Comparator.comparingDouble(EpochMetrics::validationAccuracy)
                        .thenComparing(EpochMetrics::epoch, Comparator.reverseOrder()));
    }

    private static EpochMetrics row(CSVRecord cells) {
        if (cells.size() != HEADER.length) {
            throw new IllegalArgumentException("row " + cells.getRecordNumber() + " has " + cells.size() + " cells");
        }
        return new EpochMetrics(
                Integer.parseInt(cells.get(0)),
                number(cells, 1),
                number(cells, 2),
                number(cells, 3),
                number(cells, 4),
                number(cells, 5),
                number(cells, 6),
                number(cells, 7));
    }

    private static double number(CSVRecord cells, int column) {
        return Double.parseDouble(cells.get(column));
    }
}
