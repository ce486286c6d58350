package dev.cifarlab.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsPageTest {

    @TempDir
    private Path folder;

    @Test
    void showsScoresSettingsAndCurvesAndEscapesText() {
        RunFolder run = RunFolder.create(folder.resolve("a"), TrainConfig.defaults());
        run.metrics().append(new EpochMetrics(1, 1.5, 0.5, 1.25, 0.4567, 0.001, 2.5, 100));
        JsonFile.write(run.file("scores.json"), Map.of("data", "<synthetic>", "trainable_parameters", 1234567));
        Path page = folder.resolve("index.html");
        RunsPage.write("A & B", List.of(run), page);
        assertThat(page)
                .content()
                .contains("left out", "This draws them: ./cifar-lab figures " + run.path())
                .doesNotContain("<img");
        AtomicFiles.write(run.file("curves.svg"), "<svg/>");
        RunsPage.write("A & B", List.of(run), page);
        assertThat(page)
                .content()
                .contains("A &amp; B", "&lt;synthetic&gt;", "1,234,567", "45.67", "src=\"a/curves.svg\"")
                .doesNotContain("left out")
                .contains("<td>batch-size</td><td>128</td>");
    }

    @Test
    void anUnfinishedRunIsNamed() {
        RunFolder run = RunFolder.create(folder.resolve("a"), TrainConfig.defaults());
        assertThatThrownBy(() -> RunsPage.write("A", List.of(run), folder.resolve("index.html")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("scores.json");
    }
}
