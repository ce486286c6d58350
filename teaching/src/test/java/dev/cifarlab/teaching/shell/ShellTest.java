package dev.cifarlab.teaching.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;

/** The ten lines of docs/backpropagation.md, typed into the shell. */
class ShellTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "backpropagation.md");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("    var dense = "))
                .takeWhile(line -> line.startsWith("    "))
                .toList();
    }

    private static List<String> answers(String input) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JavaShellToolBuilder tool = JavaShellToolBuilder.builder()
                .in(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), null)
                .out(new PrintStream(out, true, StandardCharsets.UTF_8))
                .persistence(new HashMap<>());
        assertThat(Shell.start(tool)).isZero();
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" ==> ") || line.contains("Error"))
                .toList();
    }

    @Test
    void theDocumentsLinesAnswerAsItSays() throws Exception {
        List<String> lines = lines();
        assertThat(lines).hasSize(10);
        List<String> answers = answers(String.join("\n", lines) + "\n");
        assertThat(answers).hasSize(10).noneMatch(answer -> answer.contains("Error"));
        for (int k = 0; k < 10; k++) {
            String[] parts = lines.get(k).split("// ", -1);
            assertThat(answers.get(k)).contains(parts.length > 1 ? parts[1] : " ==> ");
        }
    }

    @Test
    void aJavaWithoutJShellIsTold() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--limit-modules=java.se",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Shell.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("cifar-lab: '")
                .endsWith("' is a JRE without jshell; install a JDK 17 or later, or point JAVA_HOME at one\n")
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
