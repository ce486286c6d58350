package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Settled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command gives the memory of its network back, whether it ends well or not. */
@Tag("slow")
class CommandMemoryTest {

    /**
     * A network that is only asked holds 180 MB (parameters, moments, and the weights as programs read them), so that
     * six would leave 1,080; six times a single array of 45 MB would be 270. What the allocator keeps, and what awaits
     * collection, is some 140 at times.
     */
    private static final long LITTLE = 240 << 20;

    private static final int TIMES = 6;

    private static final List<String> SETTINGS = List.of(
            "--model=mlp", "--data=synthetic", "--train-limit=20", "--test-limit=20", "--batch-size=10", "--epochs=1");

    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = folder.resolve("run");
        Session trained = session("train", "--out=" + run);
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }

    private static Session session(String command, String... flags) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(SETTINGS);
        arguments.addAll(List.of(flags));
        return Session.of(arguments.toArray(String[]::new));
    }

    /** Some times after the first, which loads what stays. */
    private static void flat(int exitCode, Supplier<Session> command) {
        Session first = command.get();
        assertThat(first.exitCode()).as(first.err()).isEqualTo(exitCode);
        long before = Settled.settled();
        for (int k = 0; k < TIMES; k++) {
            Session session = command.get();
            assertThat(session.exitCode()).as(session.err()).isEqualTo(exitCode);
        }
        assertThat(Settled.besideAtMost(before + LITTLE) - before).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "figures"})
    void ofATrainedNetwork(String command) {
        flat(0, () -> Session.of(command, run.toString()));
    }

    @Test
    void exported() {
        flat(0, () -> {
            try {
                Files.deleteIfExists(run.resolve("network.zip"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Session.of("export", run.toString());
        });
    }

    @Test
    void ofATrainingThatDiverges() {
        int[] number = {0};
        flat(
                1,
                () -> session(
                        "train",
                        "--optimizer=sgd",
                        "--learning-rate=1e30",
                        "--out=" + folder.resolve("diverged" + number[0]++)));
    }

    @Test
    void ofARunWhoseCheckpointsAreDamaged() throws IOException {
        Path damaged = folder.resolve("damaged");
        session("train", "--out=" + damaged);
        for (String name : List.of("best.ckpt", "epoch-0001.ckpt")) {
            Files.write(damaged.resolve("checkpoints").resolve(name), new byte[100]);
        }
        flat(1, () -> Session.of("evaluate", damaged.toString()));
        flat(1, () -> Session.of("train", "--resume", damaged.toString(), "--epochs=2"));
    }
}
