package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.Gradients;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The five lines of docs/backpropagation.md compile and train, letter for letter. */
class DocumentedProgramTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "backpropagation.md");

    private static final String PROGRAM = """
            import dev.cifarlab.layers.network.Mlp;
            import java.util.Map;
            import org.nd4j.linalg.api.ndarray.INDArray;

            public class Program {
                public static double[] run(INDArray x, INDArray labels) {
            %s
                    return new double[] {loss, mlp.loss(mlp.forward(x).get("A3"), labels)};
                }
            }
            """;

    @TempDir
    private Path folder;

    private static List<String> lines() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("    Mlp mlp = "))
                .takeWhile(line -> line.startsWith("    "))
                .toList();
        assertThat(lines).hasSize(5);
        return lines;
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Program.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());
            assertThat(compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                            .call())
                    .as(messages.toString())
                    .isTrue();
        }
    }

    @Test
    void aStepLowersTheLoss() throws Exception {
        compile(PROGRAM.formatted(String.join("\n", lines())));
        INDArray x = Gradients.random(1, 5, 784);
        INDArray labels = MlpTest.labels(5, 10);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            double[] losses = (double[]) loader.loadClass("Program")
                    .getMethod("run", INDArray.class, INDArray.class)
                    .invoke(null, x, labels);
            assertThat(losses[0]).isBetween(2.2, 2.4);
            assertThat(losses[1]).isLessThan(losses[0]);
        }
    }
}
