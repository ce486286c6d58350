package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Idx;
import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.weights.OnnxRuntime;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images of one channel, from MNIST's files to answers, figures and exports. */
class GreySessionTest {

    @TempDir
    private static Path shared;

    private static Path run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        Idx.write(shared.resolve("mnist"));
        run = shared.resolve("run");
        succeeded(command("train --data=mnist --model=wrn-16-4 --train-limit=20 --test-limit=10 --batch-size=10"
                + " --augment=shift=1,cutout=2 --normalise --data-dir=" + shared + " --out=" + run
                + " --epochs=1"));
    }

    private static Session command(String line, String... more) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.addAll(List.of(more));
        return Session.of(words.toArray(String[]::new));
    }

    /** As an image of the files with so many white rows. */
    private Path picture(int rows) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 28 * rows).forEach(k -> image.setRGB(k % 28, k / 28, 0xffffff));
        Path file = folder.resolve(rows + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void aPictureIsSeenAsTheFilesImagesAre() throws IOException {
        assertThat(succeeded(command("evaluate " + run)).out()).contains("MNIST of " + shared, "validation accuracy:");
        assertThat(succeeded(command("predict " + run, picture(5).toString())).out())
                .containsPattern("5.png: [0-9] \\d");
        Path seen = folder.resolve("seen.png");
        succeeded(command("picture --run=" + run + " --out=" + seen, picture(5).toString()));
        BufferedImage image = ImageIO.read(seen.toFile());
        for (int k = 0; k < 32 * 32; k++) {
            boolean white = k % 32 >= 2 && k % 32 < 30 && k / 32 >= 2 && k / 32 < 7;
            assertThat(image.getRGB(k % 32, k / 32)).isEqualTo(white ? 0xffffffff : 0xff000000);
        }
    }

    @Test
    void exportsHaveOneChannelAndComeBack() throws Exception {
        succeeded(command("export " + run + " --format=onnx"));
        INDArray images = Nd4j.zeros(2, 1, 32, 32);
        assertThat(OnnxRuntime.output(run.resolve("network.onnx"), images, "logits")
                        .shape())
                .containsExactly(2, 10);
        assertThat(OnnxRuntime.metadata(run.resolve("network.onnx")))
                .containsEntry("images", "1x32x32")
                .extractingByKey("input")
                .asString()
                .contains("one channel, grey");
        succeeded(command("export " + run + " --format=safetensors"));
        Path again = folder.resolve("again");
        succeeded(command("import " + run.resolve("network.safetensors") + " --out=" + again));
        String picture = picture(8).toString();
        assertThat(succeeded(command("predict " + again, picture)).out())
                .isEqualTo(succeeded(command("predict " + run, picture)).out());
    }

    @Test
    @NeedsDrawing
    void allFiguresAreDrawn() throws IOException {
        succeeded(command("figures " + run + " --image=" + picture(3)));
        Path figures = run.resolve("figures");
        for (String name : List.of("filters-first", "filters-first-slices", "filters-last", "mistakes", "confusion")) {
            assertThat(figures.resolve(name + ".png")).isNotEmptyFile();
        }
        assertThat(Files.readString(figures.resolve("figures.json")))
                .contains("filters; grey is 0")
                .doesNotContain("red, green");
        Path sheet = folder.resolve("sheet.png");
        assertThat(succeeded(command("data --data=mnist --data-dir=" + shared + " --sheet=" + sheet))
                        .out())
                .contains("60,000 training, 10,000 validation images", "classes: 0, 1, 2");
        assertThat(sheet).isNotEmptyFile();
    }
}
