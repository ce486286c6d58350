package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Photographs;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.Fit;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.weights.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The commands of docs/own-pictures.md, as they stand there but for the number of epochs and the size. */
@Tag("slow")
class OwnPicturesDocsTest {

    private static final int PHOTOGRAPHS = 3000;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void photographs() throws IOException {
        Photographs.write(folder.resolve("photos"), PHOTOGRAPHS, 0);
        Photographs.write(folder.resolve("new"), 300, 1);
    }

    private static List<String> commands() throws IOException {
        return Files.readString(Path.of("../docs/own-pictures.md"))
                .lines()
                .filter(line -> line.startsWith("    ./cifar-lab "))
                .map(line -> line.substring("    ./cifar-lab ".length()))
                .toList();
    }

    /** Types a command in a folder; what the shell would write to a file is written there. */
    private static void type(String command, int size, Path place) throws IOException {
        String[] parts = command.replaceAll("--epochs \\d+", "--epochs 1")
                .replaceAll("--image-size \\d+", "--image-size " + size)
                .replaceAll(" (photos|new)( |$)", " " + folder + "/$1$2")
                .replaceAll(" (runs/|studies/|answers|predictions)", " " + place + "/$1")
                .split(" > ", 2);
        String line = parts[0].startsWith("data ") ? parts[0] + " --sheet " + place + "/sheet.png" : parts[0];
        Session session = succeeded(Session.of(line.split(" ", -1)));
        if (parts.length > 1) {
            Files.writeString(Path.of(parts[1]), session.out());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void whoTypesThePageGetsThere(int size) throws Exception {
        Path place = Files.createDirectory(folder.resolve("at" + size));
        List<String> commands = commands();
        assertThat(commands).hasSize(7);
        for (String command : commands) {
            type(command, size, place);
        }
        RunFolder run = RunFolder.open(place.resolve("runs/photos"));
        assertThat(RunScores.isOver(run)).isTrue();
        assertThat(Files.readString(run.file("log.txt")))
                .contains("without 10 that cannot be read", "2,550 training, 450 validation images")
                .contains(size < 96 ? "resnet18 (CIFAR stem)" : "resnet18 (ImageNet stem)");
        assertThat(Files.readAllLines(run.file("bad-pictures.txt"))).hasSize(Photographs.BAD);
        assertThat(Files.readAllLines(run.file("split.csv"))).hasSize(1 + PHOTOGRAPHS);
        assertThat(Files.readAllLines(place.resolve("answers.csv"))).hasSize(1 + 450);
        assertThat(Files.readString(place.resolve("answers.html"))).contains("Reliability diagram", "450");
        assertThat(place.resolve("studies/photos/report.html")).isNotEmptyFile();
        assertThat(place.resolve("studies/photos/report.pdf")).isNotEmptyFile();
        assertThat(place.resolve("sheet.png")).isNotEmptyFile();
        // The file computes in single precision; bfloat16 keeps 8 bits, a step of 0.4 %, in each of 20 layers.
        float apart = run.config().precision() == Precision.BF16 ? 1e-2f : 1e-4f;
        theOnnxFileAnswersAlike(place.resolve("predictions.csv"), run.file("network.onnx"), size, apart);
    }

    private static void theOnnxFileAnswersAlike(Path predictions, Path network, int size, float apart)
            throws Exception {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().get();
        List<CSVRecord> rows =
                format.parse(Files.newBufferedReader(predictions)).getRecords();
        assertThat(rows).hasSize(300);
        String classes = OnnxRuntime.metadata(network).get("classes");
        List<String> names =
                Stream.of(classes.replaceAll("[\\[\\]\"]", "").split(",", -1)).toList();
        assertThat(names).containsExactlyInAnyOrderElementsOf(Photographs.CLASSES);
        for (int k = 0; k < rows.size(); k += 30) {
            byte[] bytes = Pictures.load(Path.of(rows.get(k).get("file")), new Framing(size, Fit.CROP, 0xffffff));
            float[] values = new float[bytes.length];
            for (int at = 0; at < values.length; at++) {
                values[at] = bytes[at] & 0xff;
            }
            INDArray image = Nd4j.createFromArray(values).reshape(1, 3, size, size);
            float[] probabilities =
                    OnnxRuntime.output(network, image, "probabilities").toFloatVector();
            double expected = Double.parseDouble(rows.get(k).get("probability_1"));
            assertThat(probabilities[names.indexOf(rows.get(k).get("class_1"))])
                    .isCloseTo((float) expected, Offset.offset(apart));
        }
    }
}
