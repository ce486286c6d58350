package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.figures.NoDrawing;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands where Java cannot draw: numbers as ever, pictures later. */
class NoDrawingTest {

    private static final String LEFT_OUT = "warning: pictures are left out, as Java cannot draw here ("
            + NoDrawing.WORDS + "); './cifar-lab figures RUN' draws them later";

    @TempDir
    private Path folder;

    private Session train(String name) {
        String line = "train --model=mlp --data=synthetic --train-limit=40 --test-limit=20 --batch-size=20 --epochs=2"
                + " --out=" + folder.resolve(name);
        return Session.of(line.split(" ", -1));
    }

    private static Map<String, byte[]> pictures(Path run) throws IOException {
        Map<String, byte[]> pictures = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(f -> f.toString().matches(".*(png|svg|partial)"))
                    .toList()) {
                pictures.put(run.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return pictures;
    }

    /** Those that a page shows while its run is trained; {@code figures} draws more and better ones. */
    private static boolean isOfThePage(String name) {
        return Path.of(name).endsWith("filters.png")
                || (name.endsWith("mistakes.png") && !name.endsWith("figures/mistakes.png"));
    }

    private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet());
        actual.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void trainingSaysOnceThatPicturesAreLeftOut() throws IOException {
        try (NoDrawing here = NoDrawing.begin()) {
            Session first = train("first");
            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.err().lines().filter(line -> line.contains("pictures")))
                    .singleElement()
                    .asString()
                    .startsWith(LEFT_OUT);
            assertThat(first.out()).contains("best epoch").doesNotContain("curves");
            assertThat(folder.resolve("first/metrics.csv")).content().hasLineCount(3);
            assertThat(folder.resolve("first/log.txt")).content().contains(LEFT_OUT.replace("warning: ", ""));
            assertThat(Fonts.areThere(line -> fail("told again: " + line))).isFalse();
            Session figures = Session.of("figures", folder.resolve("first").toString());
            assertThat(figures.exitCode()).isEqualTo(1);
            assertThat(figures.err().strip())
                    .hasLineCount(1)
                    .startsWith("cifar-lab: Java cannot draw here (" + NoDrawing.WORDS + "); install");
            assertThat(pictures(folder)).isEmpty();
        }
    }

    @Test
    @NeedsDrawing
    void whatIsDrawnLaterIsTheSame() throws IOException {
        assertThat(train("drawn").exitCode()).isZero();
        try (NoDrawing here = NoDrawing.begin()) {
            assertThat(train("later").exitCode()).isZero();
        }
        Map<String, byte[]> curves = pictures(folder.resolve("drawn"));
        assertThat(curves.remove("mistakes.png")).isNotEmpty();
        for (String run : List.of("drawn", "later")) {
            Session session = Session.of("figures", folder.resolve(run).toString());
            assertThat(session.exitCode()).as(session.err()).isZero();
        }
        Map<String, byte[]> later = pictures(folder.resolve("later"));
        Map<String, byte[]> drawn = pictures(folder.resolve("drawn"));
        drawn.remove("mistakes.png"); // shown while it was trained
        assertSame(later, drawn);
        later.keySet().retainAll(curves.keySet());
        assertThat(curves).containsOnlyKeys("curves.png", "curves.svg");
        assertSame(later, curves);
    }

    @Test
    void compareShowsItsTable() throws IOException {
        for (String name : List.of("one", "two")) {
            RunFolder run = RunFolder.create(folder.resolve(name), TrainConfig.defaults());
            run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, 0.5, 0.001, 4, 25));
            JsonFile.write(run.file("scores.json"), Map.of("data", "d", "trainable_parameters", 1));
        }
        String[] command = ("compare " + folder.resolve("one") + " " + folder.resolve("two") + " --out "
                        + folder.resolve("out"))
                .split(" ", -1);
        try (NoDrawing here = NoDrawing.begin()) {
            Session session = Session.of(command);
            assertThat(session.exitCode()).isZero();
            assertThat(session.out()).containsPattern("one +resnet18").doesNotContain("curves");
            assertThat(session.err().strip()).hasLineCount(1).startsWith(LEFT_OUT);
            assertThat(pictures(folder)).isEmpty();
            assertThat(folder.resolve("out")).doesNotExist();
        }
        assertThat(Session.of(command).exitCode()).isZero();
    }

    @Test
    void doctorSaysWhy() {
        try (NoDrawing here = NoDrawing.begin()) {
            assertThat(Session.of("doctor").out()).contains("pictures:      left out (" + NoDrawing.WORDS + ")");
        }
    }

    @Test
    void dataIsCheckedAndItsSheetRefused() {
        Path sheet = folder.resolve("sheet.png");
        try (NoDrawing here = NoDrawing.begin()) {
            Session session = Session.of("data", "--data=synthetic", "--sheet=" + sheet);
            assertThat(session.exitCode()).isEqualTo(1);
            assertThat(session.out()).contains("5,000 training", "channel means");
            assertThat(session.err().strip()).hasLineCount(1).contains("Java cannot draw here (" + NoDrawing.WORDS);
        }
        assertThat(sheet).doesNotExist();
    }

    /** Figures are drawn a second time, and are the same. */
    @Test
    @Tag("slow")
    @NeedsDrawing
    void aStudyKeepsItsNumbersAndIsDrawnLater() throws IOException {
        StudyFolder study = StudyFolder.open(SmallStudy.get().folder());
        Map<String, byte[]> before = pictures(study.path());
        Map<String, Object> numbers = FigureFolder.of(study.mainRun()).numbers();
        List<Path> drawn =
                new ArrayList<>(List.of(FigureFolder.of(study.mainRun()).file("figures.json")));
        before.keySet().forEach(name -> drawn.add(study.file(name)));
        for (Path file : drawn) {
            Files.delete(file);
        }
        String[] command = {"study", "--resume", study.path().toString()};
        try (NoDrawing here = NoDrawing.begin()) {
            Session session = Session.of(command);
            assertThat(session.exitCode()).as(session.err()).isZero();
            assertThat(session.err().strip()).hasLineCount(1).startsWith(LEFT_OUT);
            assertThat(pictures(study.path())).isEmpty();
            assertThat(FigureFolder.of(study.mainRun()).numbers()).isEqualTo(numbers);
            assertThat(study.file("report.html"))
                    .content()
                    .doesNotContain("<img")
                    .contains("Java could not draw where this was written", "Missing: the heat map. Where Java can")
                    .contains("Missing: the figure maps-last.png of the ResNet-18; draw it with: ./cifar-lab figures");
            assertThat(Session.of(command).out()).doesNotContain("the figures of");
        }
        Session later = Session.of(command);
        assertThat(later.exitCode()).as(later.err()).isZero();
        assertThat(study.file("report.html")).content().doesNotContain("class=\"missing\"");
        for (String curves : List.of("curves.png", "curves.svg")) { // those of a cell that the report does not show
            String cell = "search/cells/tanh_glorot-normal_seed-0/" + curves;
            Files.write(study.file(cell), before.get(cell));
        }
        before.keySet().removeIf(NoDrawingTest::isOfThePage);
        assertSame(pictures(study.path()), before);
    }
}
