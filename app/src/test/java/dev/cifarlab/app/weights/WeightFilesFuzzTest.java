package dev.cifarlab.app.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Fuzz;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesFuzzTest {

    private static final long MOST = 4 << 20;

    @TempDir
    private Path folder;

    @Test
    void changedBytesAreReadOrRefusedInALine() throws IOException {
        new Fuzz(List.of(WeightFilesTest.safetensors(), WeightFilesTest.npz()), MOST).run(this::read);
    }

    private void read(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("x"), input);
        try {
            ArraySource source = WeightFiles.open(file);
            for (String name : source.shapes().keySet()) {
                assertThat(source.values(name).length * 2L).isLessThanOrEqualTo(input.length);
            }
        } catch (UserException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}
