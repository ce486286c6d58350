package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Results as CSV: one row a cell, whole at every moment. Scores that a failed cell lacks are empty.
 *
 * @param file where it is
 */
public record SearchTable(Path file) {

    private static final String[] HEADER = {
        "cell",
        "activation",
        "init",
        "seed",
        "status",
        "epochs",
        "best_epoch",
        "validation_accuracy",
        "validation_loss",
        "last_validation_accuracy",
        "seconds",
        "message"
    };
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader(HEADER)
            .setRecordSeparator('\n')
            .get();

    /**
     * Replaces the table.
     *
     * @throws UserException when the file cannot be written
     */
    public void write(List<CellResult> results) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (CellResult result : results) {
                printer.printRecord((Object[]) cells(result));
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        AtomicFiles.write(file, text.toString());
    }

    private static String[] cells(CellResult result) {
        return new String[] {
            result.cell().name(),
            result.cell().activation().label(),
            result.cell().init().label(),
            Long.toString(result.cell().seed()),
            result.status().label(),
            Integer.toString(result.epochs()),
            result.bestEpoch() == 0 ? "" : Integer.toString(result.bestEpoch()),
            text("%.6f", result.validationAccuracy()),
            text("%.6f", result.validationLoss()),
            text("%.6f", result.lastValidationAccuracy()),
            text("%.3f", result.seconds()),
            result.message()
        };
    }

    private static String text(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    /**
     * All rows; none where the file does not exist.
     *
     * @throws UserException when the file is not what this class wrote
     */
    public List<CellResult> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        CSVFormat format = FORMAT.builder().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file)) {
            return format.parse(reader).stream().map(SearchTable::result).toList();
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | IllegalStateException
                | UserException e) {
            throw UserException.failed(e, "%s: cannot be read as results of a search (%s)", file, Reason.of(e));
        }
    }

    private static CellResult result(CSVRecord row) {
        return new CellResult(
                new Cell(
                        NamedChoice.parse(Activation.class, "activation", row.get("activation")),
                        NamedChoice.parse(Initialization.class, "init", row.get("init")),
                        Long.parseLong(row.get("seed"))),
                NamedChoice.parse(CellStatus.class, "status", row.get("status")),
                Integer.parseInt(row.get("epochs")),
                row.get("best_epoch").isEmpty() ? 0 : Integer.parseInt(row.get("best_epoch")),
                number(row, "validation_accuracy"),
                number(row, "validation_loss"),
                number(row, "last_validation_accuracy"),
                number(row, "seconds"),
                row.get("message"));
    }

    private static double number(CSVRecord row, String column) {
        return row.get(column).isEmpty() ? Double.NaN : Double.parseDouble(row.get(column));
    }
}
