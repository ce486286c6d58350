package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.weights.OnnxRuntime;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** Images of other sizes than CIFAR's, from pictures to answers. */
class ImageSizeSessionTest {

    @TempDir
    private Path folder;

    /** Two classes of wide pictures that differ at their ends alone, which a crop leaves out. */
    @BeforeEach
    void draw() throws IOException {
        for (String name : List.of("train/left/1", "train/left/2", "test/left/1")) {
            draw("data/" + name + ".png", 0);
        }
        for (String name : List.of("train/right/1", "train/right/2", "test/right/1")) {
            draw("data/" + name + ".png", 60);
        }
    }

    private void draw(String name, int from) throws IOException {
        BufferedImage image = new BufferedImage(80, 20, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 80 * 20).forEach(k -> image.setRGB(k % 80, k / 80, 0x808080));
        IntStream.range(0, 20 * 20).forEach(k -> image.setRGB(from + k % 20, k / 20, 0xf0f000));
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private Session train(String run, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "train",
                "--model=mlp",
                "--data=folder",
                "--data-dir=" + folder.resolve("data"),
                "--batch-size=2",
                "--epochs=3",
                "--out=" + folder.resolve(run)));
        command.addAll(List.of(more));
        return succeeded(Session.of(command.toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource({"pad, 48", "squash, 20"})
    void trainingPredictionAndExportsSeeTheSame(String fit, int size) throws Exception {
        train("run", "--image-size=" + size, "--fit=" + fit, "--background=black", "--learning-rate=1e-4");
        String run = folder.resolve("run").toString();
        String picture = folder.resolve("data/test/right/1.png").toString();
        assertThat(succeeded(Session.of("predict", run, picture)).out()).contains("1.png: right ");
        assertThat(succeeded(Session.of("evaluate", run)).out()).contains("validation accuracy:  100.00 %");
        succeeded(Session.of("export", run, "--format=onnx"));
        Path onnx = folder.resolve("run/network.onnx");
        assertThat(OnnxRuntime.output(onnx, Nd4j.zeros(2, 3, size, size), "logits")
                        .shape())
                .containsExactly(2, 2);
        assertThat(OnnxRuntime.metadata(onnx))
                .containsEntry("fit", fit)
                .containsEntry("background", "#000000")
                .containsEntry("images", "3x" + size + "x" + size);
        Path seen = folder.resolve("seen.png");
        succeeded(Session.of("picture", picture, "--run=" + run, "--out=" + seen));
        BufferedImage image = ImageIO.read(seen.toFile());
        assertThat(image.getHeight()).isEqualTo(size);
        assertThat(image.getRGB(size / 2, 0)).isEqualTo(fit.equals("pad") ? 0xff000000 : 0xff808080);
        assertThat(image.getRGB(size - 1, size / 2)).isEqualTo(0xfff0f000);
    }

    @Test
    void theSquareInTheMiddleIsTheDefaultAndRunsOfBeforeWereSquashed() throws IOException {
        Path seen = folder.resolve("seen.png");
        String picture = folder.resolve("data/test/right/1.png").toString();
        succeeded(Session.of("picture", picture, "--out=" + seen));
        BufferedImage image = ImageIO.read(seen.toFile());
        assertThat(image.getWidth()).isEqualTo(32);
        assertThat(image.getRGB(31, 16)).isEqualTo(0xff808080);
        assertThat(Session.of("picture", picture, "--out=" + seen).err()).contains("seen.png exists");
        train("old", "--fit=squash");
        Path config = folder.resolve("old/config.yaml");
        Files.writeString(config, Files.readString(config).replaceAll("(?m)^(fit|image-size|background): .*\\R", ""));
        succeeded(Session.of("picture", picture, "--run=" + folder.resolve("old"), "--out=" + folder.resolve("2.png")));
        assertThat(ImageIO.read(folder.resolve("2.png").toFile()).getRGB(31, 16))
                .isEqualTo(0xfff0f000);
        assertThat(succeeded(Session.of("evaluate", folder.resolve("old").toString()))
                        .err())
                .doesNotContain("not those");
    }

    @Test
    void everySourceHasEverySize() throws IOException {
        for (int size : new int[] {16, 40}) {
            Path run = folder.resolve("synthetic" + size);
            Session trained = succeeded(Session.of(("train --model=wrn-16-4 --data=synthetic --train-limit=10"
                            + " --test-limit=10 --batch-size=10 --epochs=1 --image-size=" + size + " --out=" + run)
                    .split(" ", -1)));
            assertThat(trained.out()).contains("network:     wrn-16-4");
            assertThat(Files.readString(run.resolve("data.json"))).contains("\"height\" : " + size);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--image-size=8, image-size: 8 is too small",
        "--image-size=257, image-size: 257 is too large; give a whole number of at most 256",
        "--background=red, give white",
        "--background=#12345, give white",
        "--fit=stretch, 'crop, pad, squash'"
    })
    void whatDoesNotWorkIsSaid(String flag, String words) {
        Session session = Session.of("train", "--data=synthetic", flag);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains(words);
    }
}
