package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long training, in a process of its own: what it has in memory does not grow. */
@Tag("slow")
class FlatMemoryTest {

    private static final int WARM_UP = 200;
    private static final long LONGEST_MINUTES = 12;

    @TempDir
    private Path folder;

    @Test
    void aThousandIterationsKeepMemoryFlat() throws Exception {
        long[] resident = train();
        assertThat(resident).hasSize(LongTraining.ITERATIONS);
        long before = resident[WARM_UP];
        long most = Arrays.stream(resident).skip(WARM_UP).max().orElseThrow();
        long last = resident[resident.length - 1];
        System.out.printf(
                "resident: %d MiB after %d iterations, at most %d MiB until %d, then %d MiB%n",
                before >> 20, WARM_UP, most >> 20, resident.length, last >> 20);
        assertThat((double) most).isLessThan(1.05 * before);
    }

    private long[] train() throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xms256m", // the heap in memory from the start: else it shows how lazily the JVM collects,
                        "-Xmx256m", // up to its limit, and not what is lost outside of it
                        "-XX:+AlwaysPreTouch",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongTraining.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("resident "))
                .mapToLong(line -> Long.parseLong(line.substring("resident ".length())))
                .toArray();
    }
}
