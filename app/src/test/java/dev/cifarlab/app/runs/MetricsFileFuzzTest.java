package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Fuzz;
import dev.cifarlab.app.settings.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileFuzzTest {

    @TempDir
    private Path folder;

    @Test
    void givesRowsOrASentence() {
        String rows = "epoch,train_loss,train_accuracy\n1,2.1,0.2,2.2,0.1,0.001,3,4\n\"2\",2,0.2,2,0.1,0.001,3,4\n";
        new Fuzz(List.of(rows.getBytes(StandardCharsets.UTF_8)), 16 << 20).run(input -> {
            Path file = Files.write(folder.resolve("metrics.csv"), input);
            try {
                new MetricsFile(file).read();
            } catch (UserException e) {
                assertThat(e).hasMessageStartingWith(file.toString());
            }
        });
    }
}
