package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collection of pictures beside the project, made by Pillow, where it is there. */
class SharedCasesTest {

    private static final Path SCRIPT = Path.of("../../shared/cases/make.py").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void areReadAsPillowReadsThem() throws IOException, InterruptedException {
        assumeTrue(Files.isRegularFile(SCRIPT), "no pictures beside the project");
        Process make = new ProcessBuilder("/usr/bin/python3", SCRIPT.toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assumeTrue(make.waitFor() == 0, "no Pillow");
        List<Path> expected;
        try (Stream<Path> files = Files.list(folder.resolve("expected"))) {
            expected = files.sorted().toList();
        }
        assertThat(expected).hasSizeGreaterThan(20);
        for (Path file : expected) {
            String name = file.getFileName().toString().replace(".ppm", "");
            byte[] wanted = Files.readAllBytes(file);
            assertThat(difference(
                            Pictures.load(folder.resolve(name), Framing.SQUASHED),
                            Arrays.copyOfRange(wanted, wanted.length - 3072, wanted.length)))
                    .as(name)
                    .isLessThanOrEqualTo(name.endsWith("jpg") ? 8 : 2);
        }
    }

    private static int difference(byte[] planes, byte[] interleaved) {
        int most = 0;
        for (int k = 0; k < planes.length; k++) {
            int other = interleaved[k % 1024 * 3 + k / 1024] & 0xff;
            most = Math.max(most, Math.abs((planes[k] & 0xff) - other));
        }
        return most;
    }
}
