package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.TensorBoardRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a training writes for other programs while it goes on; KillTest has the same after many kills. */
class RecordingTest {

    private static final int BATCHES = 4;
    private static final int EPOCHS = 3;

    @TempDir
    private Path folder;

    private static String[] arguments(Path run, String... more) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                "--data=synthetic",
                                "--train-limit=40",
                                "--test-limit=10",
                                "--batch-size=10",
                                "--log-json",
                                "--tensorboard",
                                "--out=" + run),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** The lines of a run whose epochs have so many batches: each step and each epoch once, in order. */
    static void assertWhole(Path run, int epochs, int batches) throws IOException {
        List<String> expected = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int batch = 1; batch <= batches; batch++) {
                expected.add("step " + epoch + " " + batch);
            }
            expected.add("epoch " + epoch + " null");
        }
        assertThat(lines(run).stream()
                        .map(line -> line.get("event") + " " + line.get("epoch") + " " + line.get("batch")))
                .hasSize(expected.size())
                .isEqualTo(expected);
        Map<String, List<Long>> steps = TensorBoardRecords.steps(run);
        assertThat(steps.get("step/loss"))
                .isEqualTo(LongStream.range(0, (long) epochs * batches).boxed().toList());
        assertThat(steps.get("loss/validation"))
                .isEqualTo(LongStream.rangeClosed(1, epochs)
                        .map(epoch -> epoch * batches)
                        .boxed()
                        .toList());
    }

    static List<Map<String, Object>> lines(Path run) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("events.jsonl"))) {
            Schemas.requireValid("events", line);
            lines.add(JsonFile.parseEntries(line));
        }
        return lines;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKilledTrainingThatGoesOnHasEachStepOnce() throws Exception {
        Path run = folder.resolve("run");
        try (Child child = Child.start(
                folder.resolve("output"),
                arguments(run, "--model=mlp", "--epochs=3", "--schedule=one-cycle", "--checkpoint-every=3"))) {
            Path events = run.resolve("events.jsonl");
            assertThat(child.waitUntil(
                            () -> Files.exists(events) && events.toFile().length() > 1500))
                    .as(child.output())
                    .isTrue();
            child.signal("KILL");
            assertThat(child.exitCode()).isEqualTo(137);
        }
        succeeded(Session.of("train", "--resume", run.toString()));
        assertWhole(run, EPOCHS, BATCHES);
        Path undisturbed = folder.resolve("undisturbed");
        succeeded(Session.of(arguments(undisturbed, "--model=mlp", "--epochs=3", "--schedule=one-cycle")));
        assertWhole(undisturbed, EPOCHS, BATCHES);
        List<Map<String, Object>> expected = lines(undisturbed);
        List<Map<String, Object>> resumed = lines(run);
        Stream.of(expected, resumed)
                .flatMap(List::stream)
                .forEach(line -> line.keySet().removeAll(List.of("time", "epoch_seconds", "images_per_second")));
        assertThat(resumed).isEqualTo(expected);
        assertThat(expected.get(BATCHES)).isEqualTo(lastOf(expected, 1));
        assertThat(TensorBoardRecords.files(run)).hasSize(2);
    }

    private static Map<String, Object> lastOf(List<Map<String, Object>> lines, int epoch) {
        return lines.stream()
                .filter(line -> line.get("epoch").equals(epoch))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** As where a process died between an epoch's checkpoint and its line. */
    @Test
    void anEpochsLineThatIsMissingIsAdded() throws Exception {
        Path run = folder.resolve("run");
        succeeded(Session.of(arguments(run, "--model=mlp", "--epochs=3")));
        Path events = run.resolve("events.jsonl");
        List<String> lines = Files.readAllLines(events);
        Files.write(events, lines.subList(0, lines.size() - 1));
        succeeded(Session.of("train", "--resume", run.toString()));
        assertWhole(run, EPOCHS, BATCHES);
        succeeded(Session.of("train", "--resume", run.toString()));
        assertWhole(run, EPOCHS, BATCHES);
    }

    @Test
    @NeedsDrawing
    void tensorBoardsOwnReaderFindsScalarsAndPictures() throws Exception {
        Path run = folder.resolve("run");
        succeeded(Session.of(arguments(run, "--model=wrn-16-4", "--epochs=2")));
        succeeded(Session.of("train", "--resume", run.toString(), "--epochs=3"));
        assertThat(TensorBoardRecords.steps(run).get("filters")).isEqualTo(List.of(4L, 8L, 12L));
        assertThat(run.resolve("index.html"))
                .content()
                .contains("Filters of the first convolution after the last epoch", "Validation images got wrong with");
        assertThat(ImageIO.read(run.resolve("mistakes.png").toFile()).getWidth())
                .isGreaterThan(500);
        String python = System.getenv().getOrDefault("TENSORBOARD_PYTHON", "/usr/bin/python3");
        String script = String.join(
                "\n",
                "from tensorboard.backend.event_processing import event_accumulator",
                "read = event_accumulator.EventAccumulator('" + run + "', {'scalars': 0, 'images': 0})",
                "read.Reload()",
                "for tag in read.Tags()['scalars']: print(tag, [event.step for event in read.Scalars(tag)])",
                "for tag in read.Tags()['images']: print(tag, [event.step for event in read.Images(tag)])");
        assumeTrue(
                Files.isExecutable(Path.of(python)) && said(python, "import tensorboard") == 0,
                "TensorBoard is not installed for " + python);
        assertThat(said(python, script)).isZero();
        assertThat(Files.readString(folder.resolve("said"), StandardCharsets.UTF_8))
                .contains("step/loss [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]\n", "loss/training [4, 8, 12]\n")
                .contains("curves [4, 8, 12]\n", "filters [4, 8, 12]\n");
    }

    private int said(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command[0], "-c", command[1])
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start()
                .waitFor();
    }
}
