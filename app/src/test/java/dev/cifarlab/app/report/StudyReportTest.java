package dev.cifarlab.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.figures.NoDrawing;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.CellStatus;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SearchTable;
import dev.cifarlab.app.search.StudyFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of studies whose folders were written by hand: nothing is trained. */
class StudyReportTest {

    private static final String[] TITLES = {
        "3.1 The residual block",
        "3.2 ResNet-18 for 32x32 images",
        "3.3 Training",
        "3.4 Learning curves",
        "3.5 Filters of the first and the last convolution",
        "3.6 Feature maps of one image",
        "3.7 Grid search over activation and initialisation",
        "3.8 The MLP against the ResNet-18"
    };

    @TempDir
    private Path folder;

    private StudyFolder study(String... pairs) {
        return StudyFolder.create(folder.resolve("s"), "quick", SearchConfig.over(Configs.of(pairs)));
    }

    private static void train(SearchFolder search, double accuracy) {
        for (Cell cell : search.config().grid().cells()) {
            Path path = search.cell(cell).run().path();
            RunFolder run = RunFolder.create(path, cell.config(search.config().base()));
            run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, accuracy, 0.001, 10, 30));
            run.metrics().append(new EpochMetrics(2, 1, 0.6, 1.5, accuracy + 0.01, 0.001, 10, 30));
            JsonFile.write(
                    run.file("scores.json"),
                    Map.of("data", "CIFAR-10 of /x: 70 training, 30 validation images", "trainable_parameters", 77));
            CellResult result =
                    new CellResult(cell, CellStatus.FINISHED, 2, 2, accuracy + 0.01, 1.5, accuracy + 0.01, 20, "");
            new SearchTable(run.file("cell.csv")).write(List.of(result));
        }
    }

    private static String html(StudyFolder study) throws IOException {
        StudyReport.write(study);
        return Files.readString(study.file("report.html"));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        StudyFolder study = study("data", "synthetic", "epochs", "2");
        assertThat(html(study))
                .contains("Synthetic data: the images are shapes and textures", "Reduced: the assignment asks for")
                .contains("No training is finished yet", "Go on with: ./cifar-lab study --resume " + study.path())
                .contains("Missing: Learning curves", "Missing: the figure filters-first.png of the ResNet-18")
                .contains("Missing: the trainings that have not ended yet: ReLU, Glorot normal, seed 0; ReLU, Glorot")
                .contains("Missing: the comparison, as the ResNet-18 is not trained yet")
                .containsSubsequence(TITLES)
                .doesNotContain("<img");
    }

    @Test
    void numbersAreThoseOfTheRunFolders() throws IOException {
        StudyFolder study = study("train-limit", "70", "test-limit", "30", "epochs", "2");
        train(study.search(), 0.5);
        train(study.mlp(), 0.25);
        assertThat(html(study))
                .contains("CIFAR-10, reduced: 70 training, 30 validation images; epochs: 2.")
                .contains("<td>1</td><td>ReLU</td><td>Glorot normal</td><td>51.00 %</td><td>1.5000</td><td>2</td>")
                .contains("<td>ResNet-18</td><td>77</td><td>51.00 %</td><td>1.5000</td><td>20.0 s</td><td>10.0 s</td>")
                .contains("<td>MLP</td><td>77</td><td>26.00 %</td>")
                .contains("One seed: how far results spread")
                .contains("its validation accuracy is 25.00 points above the MLP&#39;s")
                .contains("Missing: the figure filters-first.png of the ResNet-18; draw it with: ./cifar-lab figures ")
                .doesNotContain("Synthetic", "Missing: the trainings")
                .containsPattern("<td>init</td><td>glorot-normal</td>");
    }

    @Test
    void theNetworkIsThatOfTheStudy() throws IOException {
        assertThat(html(study()))
                .contains("<td>stage2</td><td>4 x 3x3 convolution, 1x1 convolution</td><td>128</td><td>16x16</td>")
                .contains("<td>pool</td><td>mean over pixels</td><td>512</td><td>1</td>", "each followed by batch");
    }

    @Test
    @NeedsDrawing
    void thePageHoldsItsPicturesAndAsksForNothing() throws IOException {
        StudyFolder study = study("epochs", "2");
        train(study.search(), 0.5);
        train(study.mlp(), 0.25);
        String html = html(study);
        assertThat(html.split("<img ", -1))
                .as("curves of one, all and both, and the heat map")
                .hasSize(1 + 7);
        assertThat(html.split("src=\"data:image/png;base64,", -1)).hasSize(1 + 7);
        assertThat(html).doesNotContain("http:", "https:", "<link", "<script", "@import", "url(");
    }

    @Test
    void thePdfHasTheSameSectionsAndEmbedsItsFonts() throws IOException {
        StudyFolder study = study("epochs", "2");
        train(study.search(), 0.5);
        StudyReport.write(study);
        try (PDDocument pdf = Loader.loadPDF(study.file("report.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(pdf)).containsSubsequence(TITLES);
            for (PDPage page : pdf.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded())
                            .as(page.getResources().getFont(name).getName())
                            .isTrue();
                }
            }
        }
    }

    /** The PDF needs nothing of Java that draws text. */
    @Test
    void whatJavaCannotDrawIsNamedOnThePageAndInThePdf() throws IOException {
        StudyFolder study = study("epochs", "2");
        train(study.search(), 0.5);
        String remark = "Where Java can draw, this does: ./cifar-lab report";
        try (NoDrawing here = NoDrawing.begin()) {
            assertThat(html(study)).contains("Missing: the heat map. " + remark).doesNotContain("<img");
            try (PDDocument pdf = Loader.loadPDF(study.file("report.pdf").toFile())) {
                assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                        .contains("Missing: Learning curves", remark, "Java could not draw where this was written");
            }
            BufferedImage drawnBefore = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
            Files.createDirectories(study.file("figures"));
            ImageIO.write(drawnBefore, "png", study.figure("heat-map.png").toFile());
            assertThat(html(study).split("<img ", -1)).hasSize(1 + 1);
            try (PDDocument pdf = Loader.loadPDF(study.file("report.pdf").toFile())) {
                assertThat(pdf.getPages())
                        .anyMatch(page ->
                                page.getResources().getXObjectNames().iterator().hasNext());
            }
        }
    }

    @Test
    void aDamagedPictureIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "no");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Picture.of(file, "a"))
                .hasMessageContaining("a.png: cannot be read as a PNG file");
    }
}
