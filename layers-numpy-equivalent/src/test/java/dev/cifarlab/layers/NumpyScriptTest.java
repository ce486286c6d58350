package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kept values are those that the script gives, on machines with NumPy (Debian: apt-get install python3-numpy). */
class NumpyScriptTest {

    @TempDir
    private Path folder;

    private static int python(Path output, String... arguments) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder("python3").redirectErrorStream(true);
            builder.command().addAll(List.of(arguments));
            Process process = builder.redirectOutput(output.toFile()).start();
            return process.waitFor(300, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1; // no Python
        }
    }

    private Path copy(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = NumpyScriptTest.class.getResourceAsStream(name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    @Test
    void theScriptGivesTheKeptValuesAgain() throws Exception {
        Path output = folder.resolve("output");
        Assumptions.assumeTrue(python(output, "-c", "import numpy") == 0, "python3 with numpy is not here");
        JsonNode kept = new ObjectMapper().readTree(copy("numpy_reference.json").toFile());
        Path script = copy("numpy_reference.py");
        assertThat(python(output, script.toString()))
                .as(Files.readString(output))
                .isZero();
        JsonNode again = new ObjectMapper()
                .readTree(folder.resolve("numpy_reference.json").toFile());
        assertThat(again.size()).isEqualTo(kept.size());
        kept.properties().stream()
                .filter(entry -> !entry.getKey().equals("numpy")) // its version may differ
                .forEach(entry -> same(entry.getKey(), again.get(entry.getKey()), entry.getValue()));
    }

    private static void same(String path, JsonNode again, JsonNode kept) {
        assertThat(again.getNodeType()).as(path).isEqualTo(kept.getNodeType());
        assertThat(again.size()).as(path).isEqualTo(kept.size());
        if (kept.isObject()) {
            kept.properties()
                    .forEach(entry -> same(path + "." + entry.getKey(), again.get(entry.getKey()), entry.getValue()));
        } else if (kept.isArray()) {
            for (int k = 0; k < kept.size(); k++) {
                same(path + "[" + k + "]", again.get(k), kept.get(k));
            }
        } else if (kept.isNumber()) {
            assertThat(again.asDouble()).as(path).isCloseTo(kept.asDouble(), within(1e-13));
        } else {
            assertThat(again).as(path).isEqualTo(kept);
        }
    }
}
