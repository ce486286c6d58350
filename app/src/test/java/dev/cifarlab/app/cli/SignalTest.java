package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings that are asked to end; that they go on as undisturbed ones is TrainerTest's and KillTest's. */
@DisabledOnOs(OS.WINDOWS)
class SignalTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "SIG{0}: exit code {1}")
    @CsvSource({
        "INT, 130, train --model=mlp, train --resume OUT",
        "TERM, 143, 'search --model=mlp --activations=relu --inits=he-normal', search --resume OUT"
    })
    void aSignalLeavesACheckpointAndSaysHowToGoOn(String signal, int exitCode, String command, String goOn)
            throws Exception {
        assumeFalse(signal.equals("INT") && ignoresInterrupts(), "SIGINT is ignored here, and so in what we start");
        Path run = folder.resolve("run");
        try (Child child = start(command, run)) {
            assertThat(child.waitUntil(() -> child.output().contains("run folder:")))
                    .as(child.output())
                    .isTrue();
            child.waitFor(1000);
            assertThat(child.listening()).as("a training is no server").isEmpty();
            child.signal(signal);
            assertThat(child.exitCode()).as(child.output()).isEqualTo(exitCode);
            assertThat(child.output())
                    .contains("cifar-lab: stopping after this step, with a checkpoint...")
                    .containsPattern("cifar-lab: stopped in epoch \\d+ after batch \\d+ of 20; go on with: ./cifar-lab "
                            + goOn.replace("OUT", run.toString()))
                    .doesNotContain("Exception", "\tat ");
        }
        assertThat(checkpoints(run)).isNotEmpty().noneMatch(name -> name.endsWith(".partial"));
    }

    /** Curves are drawn for the first time while the JVM shuts down. */
    @Test
    void aSignalAtAnEpochsEndLeavesCurvesAndACheckpoint() throws Exception {
        Path run = folder.resolve("run");
        try (Child child = start("train --model=mlp", run)) {
            assertThat(child.waitUntil(() -> child.output().contains("validating")))
                    .as(child.output())
                    .isTrue();
            child.signal("TERM");
            assertThat(child.exitCode()).as(child.output()).isEqualTo(143);
            assertThat(child.output()).contains("cifar-lab: stopped in epoch").doesNotContain("Exception");
        }
        assertThat(checkpoints(run)).isNotEmpty();
    }

    /** As what a script starts in the background does: signal 2 in Linux's mask of ignored ones. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1 << 1) != 0);
    }

    /** More epochs than the test lasts. */
    private Child start(String command, Path run) throws IOException {
        String line = command + " --data=synthetic --train-limit=200 --test-limit=20 --batch-size=10 --epochs=50"
                + " --optimizer=sgd --out=" + run;
        List<String> words = Child.jvm();
        words.addAll(List.of("-Dcifarlab.terminal=true", Main.class.getName())); // else the bar is a line a minute
        words.addAll(List.of(line.split(" ", -1)));
        return Child.start(folder.resolve("output"), Map.of("OMP_WAIT_POLICY", "PASSIVE"), words);
    }

    private static List<String> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.map(Path::toString)
                    .filter(name -> name.contains(".ckpt"))
                    .toList();
        }
    }
}
