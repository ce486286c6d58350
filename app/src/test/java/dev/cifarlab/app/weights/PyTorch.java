package dev.cifarlab.app.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the Python scripts of the tests' resources; Debian has PyTorch as python3-torch. */
public final class PyTorch {

    private static final Path SCRIPTS = Path.of("src/test/resources/pytorch").toAbsolutePath();

    private PyTorch() {}

    private static String python() {
        return System.getenv().getOrDefault("PYTHON", "/usr/bin/python3");
    }

    /** Skips the test where a module of Python's is missing. */
    public static void assume(String... modules) throws IOException, InterruptedException {
        for (String module : modules) {
            boolean there = run(List.of(python(), "-c", "import " + module), Path.of(".")) == 0;
            assumeTrue(there, "Python's " + module + " is not here");
        }
    }

    /** Runs a script with arguments. */
    public static void run(String script, Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(python(), "-B", SCRIPTS.resolve(script).toString()));
        command.add(folder.toString());
        command.addAll(List.of(arguments));
        assertThat(run(command, folder)).as(script).isZero();
    }

    /** Runs lines of Python in a folder. */
    public static void lines(String code, Path folder) throws IOException, InterruptedException {
        assertThat(run(List.of(python(), "-c", code), folder)).as(code).isZero();
    }

    private static int run(List<String> command, Path folder) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // no Python
        }
    }

    /** Writes singles for NumPy's {@code fromfile}. */
    public static void write(Path file, float[] values) throws IOException {
        Files.write(file, ArrayBytes.littleEndian(values));
    }

    /** Reads singles of NumPy's {@code tofile}. */
    public static float[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
