package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate} keeps of a network's answers, on pictures of 45 classes with long names and odd ones. */
class AnswersSessionTest {

    private static final int CLASSES = 45;

    @TempDir
    private static Path folder;

    private static String run;

    @BeforeAll
    static void train() throws IOException {
        for (int label = 0; label < CLASSES; label++) {
            for (int k = 0; k < 3; k++) {
                BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
                image.setRGB(k, label % 16, 0xffffff);
                image.setRGB(label % 20, k, 0xff0000 >> label);
                Path place = folder.resolve(k < 2 ? "pictures/train" : "pictures/val")
                        .resolve(name(label));
                Files.createDirectories(place);
                ImageIO.write(image, "png", place.resolve(k + ".png").toFile());
            }
        }
        run = folder.resolve("run").toString();
        succeeded(Session.of(
                "train",
                "--data=folder",
                "--data-dir=" + folder.resolve("pictures"),
                "--image-size=16",
                "--model=mlp",
                "--batch-size=30",
                "--epochs=1",
                "--out=" + run));
    }

    /** Numbers in natural order, but for one of 200 letters and one that is markup. */
    private static String name(int label) {
        return label == 3 ? "3".repeat(200) : label == 4 ? "4 <b>\"file\"" : "" + label;
    }

    @Test
    void theTableHasAllAnswers() throws IOException {
        Path csv = folder.resolve("answers.csv");
        String said = succeeded(Session.of("evaluate", run, "--csv=" + csv)).out();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().get();
        List<CSVRecord> rows = format.parse(Files.newBufferedReader(csv)).getRecords();
        assertThat(rows).hasSize(CLASSES);
        int right = 0;
        for (CSVRecord row : rows) {
            double[] probabilities = IntStream.range(3, row.size())
                    .mapToDouble(k -> Double.parseDouble(row.get(k)))
                    .toArray();
            assertThat(probabilities).hasSize(CLASSES);
            assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, Offset.offset(1e-4));
            assertThat(Double.parseDouble(row.get("p_" + row.get("answer"))))
                    .isEqualTo(Arrays.stream(probabilities).max().orElseThrow());
            assertThat(Path.of(row.get("file")))
                    .isEqualTo(folder.resolve("pictures/val")
                            .resolve(row.get("class"))
                            .resolve("2.png"))
                    .exists();
            right += row.get("class").equals(row.get("answer")) ? 1 : 0;
        }
        assertThat(said.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(120);
        assertThat(said).contains("F1; --html says what its images were taken for");
        assertThat(said).contains(String.format("validation accuracy:  %.2f %%", 100.0 * right / CLASSES));
    }

    @Test
    void thePageShowsMistakesFirstAndNamesNoMarkup() throws IOException {
        Path html = folder.resolve("answers.html");
        succeeded(Session.of("evaluate", run, "--html=" + html));
        String page = Files.readString(html);
        assertThat(page)
                .contains("<td>" + name(3) + "</td>", "4 &lt;b&gt;&quot;file&quot;")
                .doesNotContain("4 <b>")
                .contains("a matrix of 45 classes could not be read", "Reliability diagram")
                .containsPattern("<h2>Wrong: \\d+ images</h2>");
        assertThat(page.split("data:image/png;base64,", -1)).hasSize(CLASSES + 1);
        assertThat(page.indexOf("<h2>Wrong")).isLessThan(page.indexOf("<h2>Right"));
    }

    @Test
    void thePageFitsADesktopAndAPhoneAndSortsInABrowser(@TempDir Path profile) throws Exception {
        assumeTrue(
                Browser.find().isPresent(),
                "no Chromium found (looked at CHROMIUM and the path): the page is not opened in a browser");
        Path html = folder.resolve("browsed.html");
        succeeded(Session.of("evaluate", run, "--html=" + html));
        try (Browser browser = Browser.start(Browser.find().orElseThrow(), profile)) {
            for (int width : new int[] {1280, 390}) {
                browser.open(html, width, 900, width < 500, false);
                assertThat(browser.requests())
                        .singleElement()
                        .isEqualTo(html.toUri().toString());
                assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                .asInt())
                        .isLessThanOrEqualTo(width);
                assertThat(browser.evaluate("document.images.length").asInt()).isEqualTo(CLASSES);
            }
            String first = "document.querySelector('.classes').tBodies[0].rows[0].cells[0].textContent";
            String click = "document.querySelectorAll('.classes button')[0].click()";
            browser.evaluate(click);
            assertThat(browser.evaluate(first).asText()).isEqualTo(name(3)); // the largest number there is
            browser.evaluate(click);
            assertThat(browser.evaluate(first).asText()).isEqualTo("0");
        }
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path there = Files.writeString(folder.resolve("there.csv"), "mine");
        Session refused = Session.of("evaluate", run, "--csv=" + there);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains("there.csv exists; give another name or move it away");
        assertThat(there).hasContent("mine");
        assertThat(Session.of("evaluate", run, "--html=" + folder.resolve("none/page.html"))
                        .err())
                .contains("there is no folder " + folder.resolve("none"));
    }
}
