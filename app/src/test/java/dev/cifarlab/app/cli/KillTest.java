package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings in processes that are killed by SIGKILL at random moments, every other time within the writing of a
 * checkpoint, and resumed: they end with the same weights, bit for bit, and the same metrics as an undisturbed one,
 * and have told other programs of each step once.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class KillTest {

    private static final int KILLS = 50;
    private static final int LATEST_MILLISECONDS = 4000;

    private final MersenneTwister generator = new MersenneTwister(20261124);

    @TempDir
    private Path folder;

    @Test
    void fiftyKillsOfAnMlpChangeNothing() throws Exception {
        String[] settings = {
            "--model=mlp",
            "--train-limit=160",
            "--test-limit=20",
            "--batch-size=20",
            "--epochs=8",
            "--checkpoint-every=3",
            "--augment=flip-crop",
            "--schedule=one-cycle"
        };
        int kills = 0;
        int inWrites = 0;
        for (int seed = 0; kills < KILLS; seed++) {
            List<Boolean> moments = killed(seed, KILLS - kills, settings);
            kills += moments.size();
            inWrites += (int) moments.stream().filter(inWrite -> inWrite).count();
        }
        System.out.println("killed " + kills + " times, " + inWrites + " of them within the writing of a checkpoint");
        assertThat(inWrites).isGreaterThanOrEqualTo(KILLS / 5);
    }

    @Test
    void aKillOfAResNetChangesNothing() throws Exception {
        String[] settings = {
            "--model=resnet18",
            "--train-limit=40",
            "--test-limit=10",
            "--batch-size=10",
            "--epochs=2",
            "--checkpoint-every=1",
            "--augment=flip-crop"
        };
        Path expected = undisturbed(settings);
        Path run = folder.resolve("run");
        try (Child child = Child.start(folder.resolve("first"), arguments(run, settings))) {
            Path inTheSecond = run.resolve("checkpoints").resolve("epoch-0002-batch-000001.ckpt");
            assertThat(child.waitUntil(() -> Files.exists(inTheSecond)))
                    .as(child.output())
                    .isTrue();
            child.signal("KILL");
            assertThat(child.exitCode()).isEqualTo(137);
        }
        finish(run);
        assertSame(expected, run, 2, 4);
    }

    /** Whether each kill fell into the writing of a checkpoint. */
    private List<Boolean> killed(int seed, int most, String... settings) throws Exception {
        String[] all = Stream.concat(Arrays.stream(settings), Stream.of("--seed=" + seed))
                .toArray(String[]::new);
        Path expected = undisturbed(all);
        Path run = folder.resolve("run-" + seed);
        List<Boolean> moments = new ArrayList<>();
        boolean alive = true;
        while (alive && moments.size() < most) {
            Path output = folder.resolve("output-" + seed + "-" + moments.size());
            boolean begun = Files.exists(run.resolve("config.yaml"));
            try (Child child = Child.start(output, begun ? resume(run) : arguments(run, all))) {
                alive = waitForTheMoment(child, run, moments.size() % 2 == 0);
                child.signal("KILL");
                int exitCode = child.exitCode();
                assertThat(exitCode).as(child.output()).isIn(alive ? List.of(137) : List.of(0));
            }
            if (alive) {
                moments.add(partial(run));
            }
        }
        finish(run);
        assertSame(expected, run, 8, 8);
        return moments;
    }

    /** Some time after the training has begun; or, for a kill within a write, shortly after a write has begun. */
    private boolean waitForTheMoment(Child child, Path run, boolean inWrite) throws InterruptedException {
        if (!child.waitUntil(() -> child.output().contains("run folder:"))) {
            return false;
        }
        boolean alive = child.waitFor(generator.nextInt(LATEST_MILLISECONDS));
        if (alive && inWrite) {
            alive = child.waitUntil(() -> partial(run));
            alive = alive && child.waitFor(generator.nextInt(100));
        }
        return alive;
    }

    private static boolean partial(Path run) {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.anyMatch(file -> file.toString().endsWith(".partial"));
        } catch (IOException e) {
            return false;
        }
    }

    private Path undisturbed(String... settings) throws Exception {
        Path run = folder.resolve("undisturbed" + settings[settings.length - 1]);
        try (Child child = Child.start(folder.resolve("undisturbed-output"), arguments(run, settings))) {
            assertThat(child.exitCode()).as(child.output()).isZero();
        }
        return run;
    }

    private void finish(Path run) throws Exception {
        try (Child child = Child.start(folder.resolve("last"), resume(run))) {
            assertThat(child.exitCode()).as(child.output()).isZero();
        }
    }

    private static String[] arguments(Path run, String... settings) {
        return Stream.concat(
                        Stream.of("train", "--data=synthetic", "--log-json", "--tensorboard", "--out=" + run),
                        Arrays.stream(settings))
                .toArray(String[]::new);
    }

    private static String[] resume(Path run) {
        return new String[] {"train", "--resume", run.toString()};
    }

    private static void assertSame(Path expected, Path actual, int epochs, int batches) throws IOException {
        for (String name : List.of("best.ckpt", String.format("epoch-%04d.ckpt", epochs))) {
            Path file = actual.resolve("checkpoints").resolve(name);
            assertThat(Files.mismatch(file, expected.resolve("checkpoints").resolve(name)))
                    .as("first byte of %s that differs", name)
                    .isEqualTo(-1);
        }
        assertThat(metrics(actual))
                .usingRecursiveComparison()
                .ignoringFields("epochSeconds", "imagesPerSecond")
                .isEqualTo(metrics(expected));
        assertThat(metrics(actual)).hasSize(epochs);
        RecordingTest.assertWhole(actual, epochs, batches);
    }

    private static List<EpochMetrics> metrics(Path run) {
        return RunFolder.open(run).metrics().read();
    }
}
