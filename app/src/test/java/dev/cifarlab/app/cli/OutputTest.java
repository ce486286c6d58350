package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What becomes of results that cannot be printed, and of variables that are wrong, in the process's exit code. */
class OutputTest {

    @TempDir
    private Path folder;

    private static String failing(String why, int expected, String... arguments) {
        Output output = new Output(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(why);
            }
        });
        StringWriter errors = new StringWriter();
        CommandLine command =
                Main.commandLine(arguments).setOut(output.writer()).setErr(new PrintWriter(errors));
        int exitCode = output.exitCode(command.execute(arguments), command.getErr());
        assertThat(exitCode).as(errors.toString()).isEqualTo(expected);
        return errors.toString();
    }

    private void isLost(String... command) {
        assertThat(failing("No space left on device", 1, command))
                .isEqualToIgnoringNewLines("cifar-lab: standard output cannot be written (No space left on device);"
                        + " what was printed is lost");
    }

    @Test
    void aResultThatIsLostIsAFailure() {
        isLost("--help");
        isLost("--version");
        isLost("train", "--help");
    }

    @Test
    @NeedsDrawing
    void aLostDescriptionOfDataIsAFailure() {
        isLost("data", "--data=synthetic", "--sheet=" + folder.resolve("sheet.png"));
    }

    @Test
    void aReaderThatHadEnoughIsNone() {
        assertThat(failing("Broken pipe", 0, "--help")).isEmpty();
        assertThat(failing("Broken pipe", 2, "--halp")).hasLineCount(1);
    }

    private String child(int expected, Map<String, String> environment, File out, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(errors).isEqualTo(expected);
        return errors;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldByTheProcess() throws Exception {
        assertThat(child(1, Map.of(), new File("/dev/full"), "--version"))
                .isEqualTo("cifar-lab: standard output cannot be written (No space left on device); what was printed"
                        + " is lost\n");
    }

    @Test
    void aWrongVariableIsToldBeforeAnythingIsComputed() throws Exception {
        Path run = folder.resolve("run");
        String[] train = {"train", "--model=mlp", "--data=synthetic", "--train-limit=40", "--out=" + run};
        assertThat(child(
                        2, Map.of("OMP_NUM_THREADS", "0"), folder.resolve("out").toFile(), train))
                .isEqualToIgnoringNewLines(
                        "cifar-lab: the environment variable OMP_NUM_THREADS: '0' does not work; give"
                                + " a whole number from 1, or unset it");
        assertThat(run).doesNotExist();
    }
}
