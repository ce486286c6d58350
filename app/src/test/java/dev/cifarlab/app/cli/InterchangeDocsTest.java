package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.weights.OnnxRuntime;
import dev.cifarlab.app.weights.PyTorch;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code of docs/interchange.md, as it stands there. */
class InterchangeDocsTest {

    private static final String CIFAR = "airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void export() throws IOException {
        String run = folder.resolve("run").toString();
        succeeded(Session.of(
                ("train --data=synthetic --train-limit=20 --test-limit=10 --batch-size=10 --epochs=1 --out=" + run)
                        .split(" ", -1)));
        for (String format : List.of("npz", "onnx")) {
            succeeded(Session.of("export", run, "--format", format, "--out=" + folder.resolve("network." + format)));
        }
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < 1024; k++) {
            image.setRGB(k % 32, k / 32, k * 0x10305);
        }
        ImageIO.write(image, "png", folder.resolve("picture.png").toFile());
    }

    private static List<String> blocks(String language) throws IOException {
        String page = Files.readString(Path.of("../docs/interchange.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring(language.length() + 4, block.length() - 3))
                .toList();
    }

    private static INDArray pixels() {
        byte[] bytes = Pictures.load(folder.resolve("picture.png"), Framing.SQUASHED);
        float[] values = new float[bytes.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = bytes[k] & 0xff;
        }
        return Nd4j.createFromArray(values).reshape(1, 3, 32, 32);
    }

    @Test
    void oursInPyTorchGiveTheSameLogits() throws Exception {
        PyTorch.assume("torch", "torchvision", "numpy");
        INDArray scaled = pixels().div(255);
        PyTorch.write(folder.resolve("images"), scaled.data().asFloat());
        String before = """
                import numpy, torch
                images = torch.tensor(numpy.fromfile('images', '<f4').reshape(-1, 3, 32, 32))
                """;
        String after = "\nlogits.detach().numpy().tofile('logits')\n";
        PyTorch.lines(before + blocks("python").get(0) + after, folder);
        float[] expected = OnnxRuntime.output(folder.resolve("network.onnx"), pixels(), "logits")
                .toFloatVector();
        float[] theirs = PyTorch.read(folder.resolve("logits"));
        assertThat(theirs).hasSize(10);
        for (int k = 0; k < theirs.length; k++) {
            assertThat(theirs[k]).isCloseTo(expected[k], Offset.offset(1e-4f));
        }
    }

    @Test
    void pyTorchsIsARunHere() throws Exception {
        PyTorch.assume("torch", "torchvision", "numpy");
        PyTorch.lines(blocks("python").get(1), folder);
        Path run = folder.resolve("theirs");
        succeeded(Session.of(
                "import",
                folder.resolve("their.npz").toString(),
                "--out=" + run,
                "--model=resnet18",
                "--mean=0,0,0",
                "--std=1,1,1",
                "--classes=" + CIFAR));
        assertThat(succeeded(Session.of(
                                "predict",
                                run.toString(),
                                folder.resolve("picture.png").toString()))
                        .out())
                .contains("picture.png: ", " %, ");
    }

    @Test
    void tenLinesOfJavaNameTheProbabilities() throws Exception {
        String lines = blocks("java").get(0);
        assertThat(lines.lines()).hasSize(10);
        Path source = Files.writeString(
                folder.resolve("Lines.java"),
                "import ai.onnxruntime.*; import java.awt.image.*; import java.io.*; import java.util.*;"
                        + " import javax.imageio.*; public class Lines { public static void main(String[] a)"
                        + " throws Exception {"
                        + lines.replace("\"network.onnx\"", "a[0]").replace("\"picture.png\"", "a[1]")
                        + "}}");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(compiled).isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            String[] files = {
                folder.resolve("network.onnx").toString(),
                folder.resolve("picture.png").toString()
            };
            loader.loadClass("Lines").getMethod("main", String[].class).invoke(null, (Object) files);
        } finally {
            System.setOut(console);
        }
        float[] expected = OnnxRuntime.output(folder.resolve("network.onnx"), pixels(), "probabilities")
                .toFloatVector();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("[\"disc\",\"ring\"")
                .endsWith("]" + Arrays.toString(expected) + System.lineSeparator());
    }
}
