package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Fuzz;
import dev.cifarlab.app.Idx;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFilesFuzzTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz"})
    void anyBytesAreReadOrRefused(String name) throws IOException {
        Map<String, byte[]> files = Idx.files(12, 3);
        byte[] good = files.remove(name.replace(".gz", ""));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        byte[] sample = name.endsWith(".gz") ? Idx.packed(good) : good;
        new Fuzz(List.of(sample), 1 << 22).run(input -> {
            Files.write(folder.resolve(name), input);
            try {
                assertThat(IdxFilesTest.SMALL.read(folder).train().size()).isEqualTo(12);
            } catch (UserException e) {
                assertThat(e).hasMessageContaining(name.replace(".gz", ""));
            }
        });
    }
}
