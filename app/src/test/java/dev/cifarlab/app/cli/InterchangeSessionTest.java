package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.DataCardSessionTest.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.weights.ArraySource;
import dev.cifarlab.app.weights.OnnxRuntime;
import dev.cifarlab.app.weights.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small run, out of the door in every format, and in again. */
class InterchangeSessionTest {

    private static final String ENDING = "validation loss";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = train(shared.resolve("run"));
    }

    /** A run with a file of each format in it. */
    static Path train(Path run, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "train",
                "--model=mlp",
                "--activation=tanh",
                "--data=synthetic",
                "--normalise",
                "--train-limit=60",
                "--test-limit=40",
                "--batch-size=20",
                "--epochs=2",
                "--out=" + run));
        command.addAll(List.of(more));
        succeeded(Session.of(command.toArray(String[]::new)));
        for (String format : List.of("onnx", "safetensors", "npz")) {
            succeeded(Session.of("export", run.toString(), "--format", format));
        }
        return run;
    }

    static Session succeeded(Session session) {
        assertThat(session.exitCode()).as(session.err()).isZero();
        return session;
    }

    private static String file(String format) {
        return run.resolve("network." + format).toString();
    }

    /** Loss and accuracy, and the table. */
    static String numbers(Session evaluated) {
        return succeeded(evaluated).out().substring(evaluated.out().indexOf(ENDING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz"})
    void aFileIsMeasuredAsTheRun(String format) {
        Session ours = Session.of("evaluate", run.toString());
        Session theirs = Session.of("evaluate", file(format), "--data=synthetic", "--test-limit=40");
        assertThat(numbers(theirs)).isEqualTo(numbers(ours)).contains("by class: precision, recall");
    }

    @Test
    void beforeAMeasurementTheFileOrTheUserSaysHowImagesAreScaled() throws IOException {
        String foreign = bare();
        String data = "--data=synthetic";
        assertThat(Session.of("evaluate", foreign, data).err()).contains("does not say which network it is of");
        assertThat(Session.of("evaluate", foreign, data, "--model=mlp").err())
                .contains("does not say how images are scaled; add --mean and --std");
        assertThat(Session.of("evaluate", foreign, data, "--model=mlp", "--mean=0,0", "--std=1,1")
                        .err())
                .contains("--mean and --std: give 3 numbers each");
        assertThat(Session.of("evaluate", foreign, data, "--model=mlp", "--mean=0,0,0", "--std=1,0,1")
                        .err())
                .contains("the deviations above 0");
        assertThat(Session.of("evaluate", foreign, data, "--model=mlp", "--mean=0,0,0")
                        .err())
                .contains("--mean and --std go together");
        assertThat(Session.of("evaluate", foreign, data, "--model=resnet18", "--mean=0,0,0", "--std=1,1,1")
                        .err())
                .contains("fc.weight is 10x2139, this network's is 10x512");
        ArraySource whole = WeightFiles.open(Path.of(file("safetensors")));
        String scaled = "--mean=" + whole.metadata().get("mean").replaceAll("[\\[\\]]", "");
        String divided = "--std=" + whole.metadata().get("std").replaceAll("[\\[\\]]", "");
        Session measured = Session.of(
                "evaluate", foreign, data, "--test-limit=40", "--model=mlp", "--activation=tanh", scaled, divided);
        assertThat(numbers(measured)).isEqualTo(numbers(Session.of("evaluate", run.toString())));
    }

    /** The same arrays with nothing beside them, as other programs save them. */
    private String bare() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(file("npz")));
        int comment = bytes.length - 2;
        while (!new String(bytes, comment - 20, 4, StandardCharsets.ISO_8859_1).equals("PK\5\6")) {
            comment--;
        }
        byte[] cut = Arrays.copyOf(bytes, comment + 2);
        cut[comment] = 0;
        cut[comment + 1] = 0;
        return Files.write(folder.resolve("bare.npz"), cut).toString();
    }

    @Test
    void anImportedRunPredictsEvaluatesAndGoesOutAgain() throws IOException {
        Path imported = folder.resolve("imported");
        Path image = folder.resolve("picture.png");
        picture(image, 0x306090);
        succeeded(
                Session.of("import", file("safetensors"), "--out=" + imported, "--data=synthetic", "--test-limit=40"));
        assertThat(succeeded(Session.of("predict", imported.toString(), image.toString()))
                        .out())
                .isEqualTo(succeeded(Session.of("predict", run.toString(), image.toString()))
                        .out());
        assertThat(numbers(Session.of("evaluate", imported.toString())))
                .isEqualTo(numbers(Session.of("evaluate", run.toString())));
        Path again = folder.resolve("again.npz");
        succeeded(Session.of("export", imported.toString(), "--format=npz", "--out=" + again));
        ArraySource before = WeightFiles.open(Path.of(file("npz")));
        ArraySource after = WeightFiles.open(again);
        assertThat(after.shapes()).isEqualTo(before.shapes());
        for (String name : before.shapes().keySet()) {
            assertThat(Arrays.equals(after.values(name), before.values(name)))
                    .as(name)
                    .isTrue();
        }
        Session resumed = Session.of("train", "--resume", imported.toString());
        assertThat(resumed.exitCode()).isEqualTo(1);
        assertThat(resumed.err()).contains("was imported and never trained here; begin with its weights by train");
    }

    @Test
    void whatIsNotKnownIsAskedForBeforeAnImport() throws IOException {
        String foreign = bare();
        Path out = folder.resolve("imported");
        assertThat(Session.of("import", foreign, "--out=" + out, "--model=mlp").err())
                .contains("does not name its classes; add --classes NAME,NAME,...");
        assertThat(Session.of("import", foreign, "--out=" + out, "--model=mlp", "--classes=a,b,c")
                        .err())
                .contains("does not say how images are scaled");
        String scaled = "--mean=0,0,0";
        String divided = "--std=1,1,1";
        assertThat(Session.of("import", foreign, "--out=" + out, "--model=mlp", "--classes=a,b,c", scaled, divided)
                        .err())
                .contains("hidden1.weight is 2139x3072, this network's is 2141x3072; give the weights of the same");
        assertThat(Session.of("import", foreign, "--out=" + out, "--model=mlp", "--classes=a,a", scaled, divided)
                        .err())
                .contains("no network can have such classes");
        assertThat(out).doesNotExist();
        Path names = Files.writeString(folder.resolve("names.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\n\nj\n");
        succeeded(Session.of("import", foreign, "--out=" + out, "--model=mlp", "--classes=" + names, scaled, divided));
        assertThat(Files.readString(out.resolve("data.json"))).contains("\"a\", \"b\"", "\"j\" ]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "train --model=mlp --data=synthetic --weights=nowhere; nowhere: cannot be read (No such file; 1",
                "train --model=wrn-16-4 --data=synthetic --weights=RUN; fc.weight is 10x2139; 1",
                "train --model=wrn-16-4 --data=synthetic --freeze=4; freeze: 4 is too many; 2",
                "evaluate nowhere.npz; nowhere.npz: not a run folder; 2",
                "evaluate RUN --model=mlp; a run knows its network and its data itself; 2",
                "evaluate RUN --mean=0,0,0 --std=1,1,1; a run knows its network; 2",
                "export RUN --format=tflite; choose one of dl4j, onnx, safetensors, npz; 2",
                "export RUN --format=onnx --names=kuangliu; --names goes with; 2",
                "export RUN --format=npz --names=keras; choose one of torchvision, kuangliu; 2",
                "export RUN --format=npz --input=bytes; --input goes with --format onnx; 2",
                "export RUN --format=onnx --input=bits; choose one of bytes, normalised; 2",
                "export RUN --format=onnx; network.onnx exists; 1",
                "import RUN/config.yaml --out=OUT --model=mlp; neither a safetensors nor an npz file; 1",
                "import RUN --out=OUT --model=mlp; cannot be read (it is a folder); 1",
                "import RUN/network.npz --out=RUN; exists; 2",
                "import RUN/network.npz; --out; 2"
            })
    void whatDoesNotWorkIsSaidInALine(String command, String words, int exitCode) throws IOException {
        Path out = folder.resolve("out");
        String[] typed = command.replace("OUT", out.toString())
                .replace("RUN", run.toString())
                .split(" ");
        Session session = Session.of(typed);
        assertThat(session.exitCode()).as(session.err()).isEqualTo(exitCode);
        assertThat(session.err()).contains(words);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void onnxSaysWhatItIs() throws Exception {
        assertThat(OnnxRuntime.metadata(Path.of(file("onnx"))))
                .containsEntry("model", "mlp")
                .containsEntry("activation", "tanh")
                .containsEntry("run", "run")
                .containsEntry("images", "3x32x32")
                .containsEntry("input", "bytes 0 to 255 as floats, channels in the order red, green, blue")
                .containsKeys("accuracy", "epoch", "commit", "mean", "std")
                .hasEntrySatisfying("classes", names -> assertThat(names).startsWith("[\""));
    }
}
