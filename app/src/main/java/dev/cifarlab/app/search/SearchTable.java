package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.CsvFile;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/**
 * Results as CSV: one row a cell, whole at every moment. Scores that a failed cell lacks are empty.
 *
 * @param file where it is
 */
public record SearchTable(Path file) {

    private static final List<String> HEADER = List.of(
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
            "message");

    /**
     * Replaces the table.
     *
     * @throws UserException when the file cannot be written
     */
    public void write(List<CellResult> results) {
        new CsvFile(file, HEADER).write(results, SearchTable::cells);
    }

    private static List<String> cells(CellResult result) {
        return List.of(
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
                result.message());
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
        return new CsvFile(file, HEADER).read("results of a search", SearchTable::result);
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
