package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** What oneDNN takes on processors without AVX-512, or without AVX2, in a JVM of its own: it reads its limit once. */
@EnabledIf("dev.cifarlab.app.onednn.OneDnn#available")
class OlderProcessorTest {

    private static final long LONGEST_SECONDS = 240;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"AVX2", "SSE41"})
    void aStepIsTheFrameworksToo(String processor) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ONEDNN_MAX_CPU_ISA", processor);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("bfloat16: false");
        } finally {
            process.destroyForcibly();
        }
    }

    /** What that JVM runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            Nd4j.zeros(1).sumNumber(); // ND4J's OpenMP first, as in a training
            System.out.println("bfloat16: " + Bfloat16OrSkipped.isComputed());
            AnyNetTest nets = new AnyNetTest();
            nets.aStepIsTheFrameworksInNetsWiredByChance();
            AnyNetTest.nets().forEach(nets::aStepIsTheFrameworksWhateverTheNet);
        }
    }
}
