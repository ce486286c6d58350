package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsFileTest {

    @TempDir
    private Path folder;

    /** Two epochs of two steps. */
    private Path written() {
        Path file = folder.resolve("events.jsonl");
        try (EventsFile events = new EventsFile(file, 1, 0)) {
            for (int epoch = 1; epoch <= 2; epoch++) {
                events.add(Map.of("event", "step", "epoch", epoch, "batch", 1));
                events.add(Map.of("event", "step", "epoch", epoch, "batch", 2));
                events.add(Map.of("event", "epoch", "epoch", epoch));
                assertThat(events.lastEpoch()).isEqualTo(epoch);
            }
        }
        return file;
    }

    @ParameterizedTest(name = "on from epoch {0} after {1} batches: {2} lines stay, the last epoch line is of {3}")
    @CsvSource({"1, 0, 0, 0", "1, 1, 1, 0", "1, 2, 2, 0", "2, 0, 3, 1", "2, 1, 4, 1", "2, 2, 5, 1", "3, 0, 6, 2"})
    void whatComesAfterTheMomentIsTakenAway(int epoch, int batches, int lines, int lastEpoch) throws IOException {
        Path file = written();
        try (EventsFile events = new EventsFile(file, epoch, batches)) {
            assertThat(events.lastEpoch()).isEqualTo(lastEpoch);
        }
        assertThat(Files.readAllLines(file)).hasSize(lines);
    }

    /** A line that a killed process could not end, however much of it there is. */
    @ParameterizedTest(name = "''{0}''")
    @CsvSource(
            delimiter = ';',
            value = {"{'event':'st", "{'event':'step','epoch':1,'batch':1}", "{'event':'step','epoch':1", "[1]", "{}"})
    void aTornLineIsTakenAway(String torn) throws IOException {
        Path file = written();
        String whole = Files.readString(file);
        Files.writeString(file, torn.replace('\'', '"'), StandardOpenOption.APPEND);
        try (EventsFile events = new EventsFile(file, 3, 0)) {
            events.add(Map.of("event", "step", "epoch", 3, "batch", 1));
        }
        assertThat(Files.readString(file)).startsWith(whole).endsWith("}\n").hasLineCount(7);
    }

    @Test
    void whereItCannotBeWrittenALineSaysSo() {
        assertThatThrownBy(() -> new EventsFile(folder.resolve("gone/events.jsonl"), 1, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("events.jsonl: cannot be written");
    }
}
