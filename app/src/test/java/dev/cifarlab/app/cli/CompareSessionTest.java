package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareSessionTest {

    @TempDir
    private Path folder;

    private String run(String name, double accuracy, String data) {
        RunFolder run = RunFolder.create(folder.resolve(name), TrainConfig.defaults());
        run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, accuracy, 0.001, 4, 25));
        run.metrics().append(new EpochMetrics(2, 1, 0.6, 1.5, accuracy / 2, 0.001, 4, 25));
        JsonFile.write(run.file("scores.json"), Map.of("data", data, "trainable_parameters", 11173962));
        return run.path().toString();
    }

    @Test
    @NeedsDrawing
    void showsATableAndDrawsCurves() {
        String out = folder.resolve("out").toString();
        Session session = Session.of(
                "compare", run("one", 0.5, "d"), run("two", 0.25, "d"), run("three", 0.1, "d"), "--out", out);
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .containsPattern(
                        "one +resnet18 +relu +glorot-normal +11,173,962 +2 +1 +50.00 % +1.8000 +8.0 +4.0 +25.0")
                .containsPattern("three +resnet18 .* 10.00 %")
                .contains("data: d", "curves: " + out);
        assertThat(Path.of(out, "curves.svg")).content().contains("rgb(0,114,178)", "rgb(213,94,0)", "rgb(0,158,115)");
        assertThat(Path.of(out, "curves.png")).isNotEmptyFile();
    }

    @Test
    void warnsWhereDataDiffer() {
        String out = folder.resolve("out").toString();
        Session session = Session.of("compare", run("one", 0.5, "d"), run("x/one", 0.25, "e"), "--out", out);
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.err()).contains("the runs' data differ");
        assertThat(session.out()).contains(folder.resolve("x/one") + ": e");
    }

    @Test
    void refusesOneRunTheSameTwiceAndWhatIsNoRun() {
        String one = run("one", 0.5, "d");
        for (String other : new String[] {one, folder.toString()}) {
            Session session = Session.of("compare", one, other, "--out", folder.resolve("out") + "");
            assertThat(session.exitCode()).isEqualTo(2);
            assertThat(session.err().strip()).hasLineCount(1);
        }
        assertThat(Session.of("compare", one).exitCode()).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
