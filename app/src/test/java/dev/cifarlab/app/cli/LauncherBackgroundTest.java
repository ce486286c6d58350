package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with {@code --background}, where a script stands for Java; what SIGTERM does in it is SignalTest's. */
@EnabledOnOs(OS.LINUX)
class LauncherBackgroundTest {

    private static final Pattern TOLD = Pattern.compile("process (\\d+), its output goes into (.+\\.log)\\R");

    @TempDir
    private Path folder;

    @BeforeEach
    void makeABuild() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        Files.copy(root.resolve("cifar-lab"), folder.resolve("cifar-lab"));
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.createDirectories(folder.resolve("app/target"));
        Files.createFile(folder.resolve("app/target/cifar-lab-launch.jar"));
        Files.createDirectory(folder.resolve("here it runs"));
    }

    @Test
    void aCommandRunsOnInASessionOfItsOwnAndStepsBack() throws Exception {
        java(
                "trap 'echo checkpoint; exit 143' TERM",
                "echo \"nice $(nice); session $(cut -d ' ' -f 6 /proc/$$/stat); OpenMP: $OMP_WAIT_POLICY; $*\"",
                "cat /proc/$$/autogroup 2>/dev/null",
                "while :; do sleep 0.05; done");
        Answer answer = launch("--background", "--backend", "cpu", "train", "--epochs", "2");
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        Matcher told = TOLD.matcher(answer.text());
        assertThat(told.find()).as(answer.text()).isTrue();
        Path log = Path.of(told.group(2));
        assertThat(log.getParent()).isEqualTo(folder.resolve("here it runs"));
        assertThat(Files.readString(log))
                .contains("nice 19; session " + told.group(1) + "; OpenMP: passive;", "-launch.jar train --epochs 2")
                .doesNotContain("nice 0", "cifarlab.terminal");
        assertThat(answer.text()).contains("tail -f '" + log + "'", "kill " + told.group(1));
        ProcessHandle process = ProcessHandle.of(Long.parseLong(told.group(1))).orElseThrow();
        process.destroy();
        // not until the process is gone: in a container nobody may reap what outlives its parent
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.readString(log).endsWith("checkpoint\n") && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(Files.readString(log)).endsWith("checkpoint\n");
    }

    @Test
    void aCommandThatEndsAtOnceSaysSoInTheTerminal() throws Exception {
        java("echo 'cifar-lab: epochs: no' >&2", "exit 2");
        Answer answer = launch("--background", "train", "--epochs", "no");
        assertThat(answer.text()).isEqualTo("cifar-lab: epochs: no\n");
        assertThat(answer.exitCode()).isEqualTo(2);
        try (Stream<Path> left = Files.list(folder.resolve("here it runs"))) {
            assertThat(left).isEmpty();
        }
    }

    private void java(String... lines) throws IOException {
        Path java = folder.resolve("jdk/bin/java");
        Files.writeString(java, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private Answer launch(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("cifar-lab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(folder.resolve("here it runs").toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("OMP_WAIT_POLICY");
        builder.environment().remove("GOMP_SPINCOUNT");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private record Answer(int exitCode, String text) {}
}
