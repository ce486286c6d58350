package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.settings.Fit;
import dev.cifarlab.app.weights.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** examples/predict-in-java, built and run on the pictures beside the project: it names the classes that we name. */
@Tag("slow")
class ExampleTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CASES = ROOT.resolve("../shared/cases/make.py");
    private static final long MOST_BYTES = 60_000_000;

    @TempDir
    private static Path folder;

    private static Path jar;

    /** What a process said. */
    private record Answer(int exitCode, String text) {}

    @BeforeAll
    static void build() throws Exception {
        Path example = folder.resolve("example");
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples/predict-in-java"))) {
            for (Path file :
                    files.filter(path -> !path.toString().contains("target")).toList()) {
                Files.copy(
                        file,
                        example.resolve(ROOT.resolve("examples/predict-in-java")
                                .relativize(file)
                                .toString()));
            }
        }
        Answer built = process(
                List.of(ROOT.resolve("mvnw").toString(), "-B", "-q", "-ntp", "-f", example.toString(), "package"));
        assertThat(built.exitCode).as(built.text).isZero();
        jar = example.resolve("target/predict.jar");
    }

    private static Answer process(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", "");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Answer(exitCode, Files.readString(output));
    }

    private static Answer ask(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return process(command);
    }

    private static List<Path> pictures() throws IOException, InterruptedException {
        assumeTrue(Files.isRegularFile(CASES), "no pictures beside the project");
        Path cases = Files.createDirectories(folder.resolve("cases"));
        Answer made = process(List.of("/usr/bin/python3", CASES.toString(), cases.toString()));
        assumeTrue(made.exitCode == 0, "no Pillow");
        try (Stream<Path> expected = Files.list(cases.resolve("expected"))) {
            return expected.map(
                            file -> cases.resolve(file.getFileName().toString().replace(".ppm", "")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void threeProgramsNameTheSameClasses(Fit fit) throws Exception {
        List<Path> pictures = pictures();
        Path run = InterchangeSessionTest.train(
                folder.resolve(fit.label()), "--fit=" + fit.label(), "--background=#204060", "--image-size=24");
        Path network = run.resolve("network.onnx");
        List<String> command = new ArrayList<>(List.of("predict", run.toString()));
        pictures.forEach(picture -> command.add(picture.toString()));
        List<String> ours = succeeded(Session.of(command.toArray(String[]::new)))
                .out()
                .lines()
                .toList();
        int read = 0;
        for (int k = 0; k < pictures.size(); k++) {
            Path picture = pictures.get(k);
            String name = ours.get(k).replaceFirst("^.*: (\\S+) [\\d.]+ %, .*$", "$1");
            assertThat(byOnnxRuntime(network, picture, fit))
                    .as(picture.toString())
                    .isEqualTo(name);
            Answer answer = ask("--csv", network.toString(), picture.toString());
            if (answer.exitCode == 0) {
                read++;
                assertThat(answer.text).as(picture.toString()).contains("," + name + ",");
            } else {
                assertThat(answer.text).as(picture.toString()).containsPattern("is (a|an) (TIFF|WebP|HEIC|AVIF)");
            }
        }
        assertThat(read).as("pictures that the example reads").isGreaterThanOrEqualTo(15);
    }

    /** By ONNX Runtime here, on the pixels that we train on. */
    private static String byOnnxRuntime(Path network, Path picture, Fit fit) throws OrtException {
        byte[] bytes = Pictures.load(picture, new Framing(24, fit, 0x204060));
        float[] values = new float[bytes.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = bytes[k] & 0xff;
        }
        INDArray images = Nd4j.createFromArray(values).reshape(1, 3, 24, 24);
        int answer = OnnxRuntime.output(network, images, "logits").argMax(1).getInt(0);
        String names = OnnxRuntime.metadata(network).get("classes");
        return Arrays.asList(names.replaceAll("[\\[\\]\"]", "").split(",", -1)).get(answer);
    }

    @Test
    void itIsSmallAndItsErrorsAreLines() throws Exception {
        try (Stream<Path> files = Files.walk(jar.resolveSibling("lib"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(MOST_BYTES);
        }
        Path run = InterchangeSessionTest.train(folder.resolve("run"));
        String network = run.resolve("network.onnx").toString();
        for (String[] wrong : new String[][] {
            {"nowhere.onnx", "a.png"},
            {network, "nowhere.png"},
            {run.resolve("config.yaml").toString(), "a"}
        }) {
            Answer answer = ask(wrong);
            assertThat(answer.exitCode).as(answer.text).isEqualTo(1);
            assertThat(answer.text.lines()).as(answer.text).hasSize(1);
        }
    }
}
