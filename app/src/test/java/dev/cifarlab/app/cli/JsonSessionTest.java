package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.DataCardSessionTest.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cifarlab.app.export.ExportFormat;
import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that answers programs: all of standard output is one document, which its schema describes. */
class JsonSessionTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = InterchangeSessionTest.train(shared.resolve("run"));
    }

    private static JsonNode answer(String command, Object... words) {
        String[] line = Stream.concat(
                        Stream.of(command, "--json"), Stream.of(words).map(String::valueOf))
                .toArray(String[]::new);
        return Schemas.answer(command, Session.of(line));
    }

    private static EpochMetrics best() {
        return RunFolder.open(run).metrics().best().orElseThrow();
    }

    @Test
    void everySchemaIsOfACommandThatHasTheFlag() throws IOException {
        try (Stream<Path> files = Files.list(Schemas.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("events.json") && !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(Main.commandLine().getSubcommands().entrySet().stream()
                            .filter(command ->
                                    command.getValue().getCommandSpec().findOption("--json") != null)
                            .map(command -> command.getKey() + ".json")
                            .toList());
        }
    }

    @Test
    void doctorNamesTheMachine() {
        Session session = Session.of("doctor", "--json");
        JsonNode document = Schemas.requireValid("doctor", session.out());
        assertThat(document.get("environment").get("processors").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(document.get("problems").isEmpty()).isEqualTo(session.exitCode() == 0);
        assertThat(session.err()).contains("heap:");
    }

    @Test
    @NeedsDrawing
    void dataCountsImages() {
        JsonNode document = answer("data", "--data=synthetic", "--sheet=" + folder.resolve("sheet.png"));
        assertThat(document.get("classes")).hasSize(10);
        assertThat(document.get("training_images").asInt()).isPositive();
        assertThat(document.get("channel_means")).hasSize(3);
        assertThat(Path.of(document.get("contact_sheet").asText())).exists();
    }

    @Test
    void evaluateAgreesWithTheMetrics() {
        JsonNode document = answer("evaluate", run, "--tta=flip");
        assertThat(document.get("epoch").asInt()).isEqualTo(best().epoch());
        assertThat(document.get("accuracy").asDouble()).isCloseTo(best().validationAccuracy(), within(1e-6));
        assertThat(document.get("tta_accuracy").isNumber()).isTrue();
        int images = StreamSupport.stream(document.get("classes").spliterator(), false)
                .mapToInt(one -> one.get("images").asInt())
                .sum();
        int right = 0;
        for (int label = 0; label < 10; label++) {
            right +=
                    document.get("classes").get(label).get("answers").get(label).asInt();
        }
        assertThat((double) right / images).isCloseTo(document.get("accuracy").asDouble(), within(1e-9));
        assertThat(answer("evaluate", run).get("tta_accuracy").isNull()).isTrue();
    }

    @Test
    void predictNamesTheLikeliest() throws IOException {
        picture(folder.resolve("a.png"), 0x336699);
        JsonNode picture = answer("predict", run, folder).get("pictures").get(0);
        assertThat(picture.get("file").asText()).endsWith("a.png");
        assertThat(picture.get("answers")).hasSize(3);
    }

    @Test
    void compareAndRunsKnowTheBestEpoch() {
        Path other = InterchangeSessionTest.train(shared.resolve("other"), "--seed=5");
        JsonNode compared =
                answer("compare", run, other, "--out=" + folder.resolve("both")).get("runs");
        assertThat(compared).hasSize(2);
        assertThat(compared.get(0).get("best_epoch").asInt()).isEqualTo(best().epoch());
        assertThat(compared.get(1).get("settings").get("seed").asInt()).isEqualTo(5);
        JsonNode listed = answer("runs", shared, "--filter=seed=5").get("runs");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("state").asText()).isEqualTo("done");
        assertThat(listed.get(0).get("best_validation_accuracy"))
                .isEqualTo(compared.get(1).get("best_validation_accuracy"));
        assertThat(answer("runs", folder).get("runs")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "mlp"})
    void summarySumsItsLayers(String model) {
        JsonNode document = answer("summary", "--model=" + model);
        for (String what : new String[] {"parameters", "multiply_adds"}) {
            long sum = StreamSupport.stream(document.get("layers").spliterator(), false)
                    .mapToLong(layer -> layer.get(what).asLong())
                    .sum();
            assertThat(sum).as(what).isEqualTo(document.get(what).asLong());
        }
    }

    @Test
    void searchRanksItsCells() {
        JsonNode document = answer(
                "search",
                "--data=synthetic",
                "--model=mlp",
                "--train-limit=20",
                "--test-limit=10",
                "--batch-size=10",
                "--epochs=1",
                "--activations=relu",
                "--inits=he-normal,glorot-normal",
                "--out=" + folder.resolve("search"));
        assertThat(document.get("ranks")).hasSize(2);
        assertThat(document.get("ranks").get(0).get("std_accuracy").isNull()).isTrue();
        assertThat(document.get("cells"))
                .allMatch(cell -> cell.get("status").asText().equals("finished"));
    }

    @ParameterizedTest
    @EnumSource
    void exportNamesItsFile(ExportFormat format) {
        Path file = folder.resolve("network");
        JsonNode document = answer("export", run, "--format=" + format.label(), "--out=" + file);
        assertThat(document.get("format").asText()).isEqualTo(format.label());
        assertThat(Path.of(document.get("file").asText())).isEqualTo(file).isNotEmptyFile();
        assertThat(String.join(
                        " ",
                        Main.commandLine()
                                .getSubcommands()
                                .get("export")
                                .getCommandSpec()
                                .findOption("--format")
                                .description()))
                .contains(format.label());
    }

    @Test
    void anErrorIsALineAndNoDocument() {
        Session session = Session.of("evaluate", "--json", folder.toString());
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err().strip()).startsWith("cifar-lab: ").hasLineCount(1);
    }
}
