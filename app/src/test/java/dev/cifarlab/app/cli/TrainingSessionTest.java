package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short training of the MLP, and what users do with its folder. */
class TrainingSessionTest {

    @TempDir
    private static Path folder;

    private static Path run;
    private static Session trained;

    @BeforeAll
    static void train() {
        run = folder.resolve("run");
        trained = Session.of(
                "train",
                "--model=mlp",
                "--data=synthetic",
                "--train-limit=60",
                "--test-limit=30",
                "--batch-size=20",
                "--epochs=2",
                "--normalise",
                "--out=" + run);
    }

    @Test
    void saysWhatItTrainsAndOnWhat() {
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out())
                .contains("synthetic shapes and textures (not CIFAR-10)", "11,172,007 trainable parameters")
                .contains("epoch 2/2: training loss", "best epoch")
                .containsPattern("threads, (bf16|float32), convolution through")
                .containsPattern("epoch 1/2: .* images/s, the best so far");
    }

    @Test
    void leavesAWholeRunFolder() throws IOException {
        for (String name : List.of("environment.json", "log.txt", "scores.json")) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        assertThat(Files.readString(run.resolve("config.yaml"))).contains("model: mlp", "normalise: true", "epochs: 2");
        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(3);
    }

    @Test
    @NeedsDrawing
    void drawsCurves() throws IOException {
        assertThat(run.resolve("curves.svg")).isNotEmptyFile();
        BufferedImage curves = ImageIO.read(run.resolve("curves.png").toFile());
        assertThat(curves.getWidth()).isGreaterThan(1000);
    }

    @Test
    void exportWritesAFileForTheFramework() throws IOException {
        Path file = folder.resolve("network.zip");
        Session session = Session.of("export", run.toString(), "--out", file.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains(file.toString(), "means [");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getEntry("configuration.json")).isNotNull();
            assertThat(zip.getEntry("coefficients.bin").getSize()).isGreaterThan(4L * 11_172_007);
        }
        Session again = Session.of("export", run.toString(), "--out", file.toString());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("exists").hasLineCount(1);
    }

    @Test
    void evaluateAgreesWithTheMetrics() throws IOException {
        Session session = Session.of("evaluate", run.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        String best = session.out()
                .lines()
                .filter(line -> line.startsWith("weights of epoch"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        String row = Files.readAllLines(run.resolve("metrics.csv")).get(Integer.parseInt(best));
        double accuracy = Double.parseDouble(row.split(",", -1)[4]);
        assertThat(session.out()).contains(String.format("validation accuracy:  %.2f %%", 100 * accuracy));
        assertThat(session.out()).contains("checkerboard");
    }

    @Test
    void predictNamesThreeClassesOfEachPicture() throws IOException {
        File picture = folder.resolve("picture.png").toFile();
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB), "png", picture);
        Session session = Session.of("predict", run.toString(), picture.toString(), picture.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out().lines()).hasSize(2).allMatch(line -> line.split("%").length == 3);
    }

    @Test
    void predictNamesAFileThatIsNoPicture() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        Session session = Session.of("predict", run.toString(), text.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("text.png: is not a PNG, JPEG, BMP, GIF, TIFF or WebP picture");
    }

    @Test
    @NeedsDrawing
    void figuresOfAnMlpAreItsAnswersOnly() {
        Session session = Session.of("figures", run.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        Path figures = run.resolve("figures");
        assertThat(figures.resolve("confusion.png")).isNotEmptyFile();
        assertThat(figures.resolve("mistakes.png")).isNotEmptyFile();
        assertThat(figures.resolve("figures.json")).content().contains("\"confusion\"", "30 validation images");
        assertThat(figures.resolve("filters-first.png")).doesNotExist();
        Session wrong = Session.of("figures", run.toString(), "--image-index", "3");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("no convolutions");
    }

    @Test
    void resumeRaisesTheEpochsAndTakesNothingElse() throws IOException {
        Session wrong = Session.of("train", "--resume", run.toString(), "--seed", "3");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("only --epochs");
        Session fewer = Session.of("train", "--resume", run.toString(), "--epochs", "1");
        assertThat(fewer.exitCode()).isEqualTo(2);
        Path copy = folder.resolve("copy");
        copy(run, copy);
        Session more = Session.of("train", "--resume", copy.toString(), "--epochs", "3");
        assertThat(more.exitCode()).as(more.err()).isZero();
        assertThat(Files.readAllLines(copy.resolve("metrics.csv"))).hasSize(4);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
