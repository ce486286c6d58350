package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A table as a file with a header, whole at every moment.
 *
 * @param file where it is
 * @param header the columns' names
 */
public record CsvFile(Path file, List<String> header) {

    private CSVFormat format() {
        return CSVFormat.DEFAULT
                .builder()
                .setHeader(header.toArray(new String[0]))
                .setRecordSeparator('\n')
                .get();
    }

    /**
     * Replaces all rows.
     *
     * @throws UserException when the file cannot be written
     */
    public <T> void write(List<T> rows, Function<T, List<String>> cells) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, format())) {
            for (T row : rows) {
                printer.printRecord(cells.apply(row));
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        AtomicFiles.write(file, text.toString());
    }

    /**
     * All rows; none where the file does not exist.
     *
     * @param what it is to hold, for whom it does not
     * @param row refuses by an exception that is not checked
     */
    public <T> List<T> read(String what, Function<CSVRecord, T> row) {
        if (!Files.exists(file)) {
            return List.of();
        }
        CSVFormat format = format().builder().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file)) {
            return format.parse(reader).stream().map(row).toList();
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | IllegalStateException
                | UserException e) {
            throw UserException.failed(e, "%s: cannot be read as %s (%s); is it damaged?", file, what, Reason.of(e));
        }
    }
}
