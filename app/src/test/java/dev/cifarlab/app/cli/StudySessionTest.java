package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.search.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudySessionTest {

    private static final SmallStudy STUDY = SmallStudy.get();

    @TempDir
    private Path temporary;

    private static Map<String, FileTime> checkpoints() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(STUDY.folder())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ckpt")).toList()) {
                times.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @Test
    void trainsAllWithAnEstimateFirstAndEndsWithTheReport() {
        assertThat(STUDY.session().exitCode()).as(STUDY.session().err()).isZero();
        assertThat(STUDY.session().out())
                .containsSubsequence(
                        "estimate:    resnet18:",
                        "4 epochs left",
                        "estimate:    mlp:",
                        "2 epochs left",
                        "of training and validation are left on this machine",
                        "cell 1 of 2: relu_glorot-normal_seed-0",
                        "cell 2 of 2: tanh_glorot-normal_seed-0",
                        "cell 1 of 1: relu_glorot-normal_seed-0",
                        "rank",
                        "report.html",
                        "report.pdf");
    }

    @Test
    @NeedsDrawing
    void theReportHasEveryFigureAndMissesNothing() throws IOException {
        String html = Files.readString(STUDY.folder().resolve("report.html"));
        assertThat(html)
                .doesNotContain("class=\"missing\"")
                .contains("Synthetic images, not CIFAR-10, reduced: 20 training, 20 validation images; epochs: 2.")
                .contains("11,173,962", "test image 12");
        assertThat(html.split("<img ", -1)).hasSize(1 + 6 + 1 + 3 + 4 + 4);
        assertThat(STUDY.folder().resolve("search/search.csv")).content().contains("validation_accuracy");
    }

    @Test
    void theNumbersBehindTheMapsAddUpToTheLogit() {
        Map<String, Object> numbers =
                FigureFolder.of(StudyFolder.open(STUDY.folder()).mainRun()).numbers();
        double sum = number(numbers, "all_contributions") + number(numbers, "image_bias");
        assertThat(sum).isCloseTo(number(numbers, "image_logit"), org.assertj.core.api.Assertions.within(1e-3));
        assertThat((List<?>) numbers.get("first_filters")).hasSize(8);
    }

    private static double number(Map<String, Object> numbers, String name) {
        return ((Number) numbers.get(name)).doubleValue();
    }

    @Test
    void resumeAndReportTrainNothingAgain() throws IOException {
        Map<String, FileTime> before = checkpoints();
        assertThat(before).hasSizeGreaterThanOrEqualTo(6);
        List<String> repeated = new ArrayList<>(List.of("study", "--out=" + STUDY.folder(), "--resume"));
        repeated.addAll(SmallStudy.FLAGS);
        for (String[] arguments : List.of(
                new String[] {"study", "--resume", STUDY.folder().toString()},
                repeated.toArray(String[]::new),
                new String[] {"report", STUDY.folder().toString()})) {
            Files.delete(STUDY.folder().resolve("report.html"));
            Session session = Session.of(arguments);
            assertThat(session.exitCode()).as(session.err()).isZero();
            assertThat(session.out()).doesNotContain("estimate:", "training loss");
            assertThat(STUDY.folder().resolve("report.html")).isNotEmptyFile();
        }
        assertThat(checkpoints()).isEqualTo(before);
    }

    @Test
    void wrongUsageIsOneLineAndLeavesNothing() {
        Path out = temporary.resolve("new");
        for (String flag : List.of("--model=mlp", "--halving", "--activation=relu", "--preset=slow", "--resume")) {
            Path place = flag.equals("--resume") ? temporary : out;
            Session session = Session.of("study", "--data=synthetic", "--out=" + place, flag);
            assertThat(session.exitCode()).as(flag).isEqualTo(2);
            assertThat(session.err().strip()).as(flag).hasLineCount(1);
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void contradictionsAndForeignFoldersAreRefused() {
        for (String flag : List.of("--epochs=3", "--preset=quick", "--seeds=1,2", "--config=x.yaml")) {
            Session session = Session.of("study", "--resume", STUDY.folder().toString(), flag);
            assertThat(session.exitCode()).as(flag).isEqualTo(2);
            assertThat(session.err().strip()).contains("leave").hasLineCount(1);
        }
        assertThat(Session.of("report", temporary.toString()).err()).contains("not a study folder");
        assertThat(Session.of("study", "--data=synthetic", "--out=" + STUDY.folder())
                        .err())
                .contains("exists", "--resume");
    }
}
