package dev.cifarlab.app.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDrawing
class LearningCurvesTest {

    @TempDir
    private Path folder;

    @Test
    void areDrawnAsPngAndSvgOnceThereIsAnEpoch() throws IOException {
        RunFolder run = RunFolder.create(folder.resolve("a"), TrainConfig.defaults());
        LearningCurves.draw(run);
        assertThat(run.file("curves.png")).doesNotExist();
        run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, 0.4, 0.001, 1, 1));
        run.metrics().append(new EpochMetrics(2, 1, 0.6, 1.5, 0.5, 0.001, 1, 1));
        LearningCurves.draw(run);
        assertThat(ImageIO.read(run.file("curves.png").toFile()).getWidth()).isEqualTo(2160);
        assertThat(run.file("curves.svg")).content().contains("<svg", "width=\"1080px\"", "<path");
    }

    @Test
    void olderOnesGoWhereJavaCannotDraw() {
        RunFolder run = RunFolder.create(folder.resolve("a"), TrainConfig.defaults());
        run.metrics().append(new EpochMetrics(1, 2, 0.3, 1.8, 0.4, 0.001, 1, 1));
        LearningCurves.draw(run);
        assertThat(run.file("curves.svg")).exists();
        run.metrics().append(new EpochMetrics(2, 1, 0.6, 1.5, 0.5, 0.001, 1, 1));
        try (NoDrawing here = NoDrawing.begin()) {
            LearningCurves.draw(run);
        }
        assertThat(run.file("curves.svg")).as("it lacks an epoch").doesNotExist();
        assertThat(run.file("curves.png")).doesNotExist();
    }
}
