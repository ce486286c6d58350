package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private LauncherCopy launcher;

    @BeforeEach
    void makeAPlace() throws IOException {
        launcher = LauncherCopy.in(folder);
        Files.createDirectory(folder.resolve("here it runs"));
    }

    @Test
    void aCommandRunsOnInASessionOfItsOwnAndStepsBack() throws Exception {
        launcher.built(
                "trap 'echo checkpoint; exit 143' TERM",
                "echo \"nice $(nice); session $(cut -d ' ' -f 6 /proc/$$/stat); $*\"",
                "cat /proc/$$/autogroup 2>/dev/null",
                "while :; do sleep 0.05; done");
        LauncherCopy.Answer answer = launch("--background", "--backend", "cpu", "train", "--epochs", "2");
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        Matcher told = TOLD.matcher(answer.text());
        assertThat(told.find()).as(answer.text()).isTrue();
        Path log = Path.of(told.group(2));
        assertThat(log.getParent()).isEqualTo(folder.resolve("here it runs"));
        assertThat(Files.readString(log))
                .contains("nice 19; session " + told.group(1) + ";", "-launch.jar train --epochs 2")
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
        launcher.built("echo 'cifar-lab: epochs: no' >&2", "exit 2");
        LauncherCopy.Answer answer = launch("--background", "train", "--epochs", "no");
        assertThat(answer.text()).isEqualTo("cifar-lab: epochs: no\n");
        assertThat(answer.exitCode()).isEqualTo(2);
        try (Stream<Path> left = Files.list(folder.resolve("here it runs"))) {
            assertThat(left).isEmpty();
        }
    }

    private LauncherCopy.Answer launch(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        return launcher.launch(folder.resolve("here it runs"), environment, arguments);
    }
}
