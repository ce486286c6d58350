package dev.cifarlab.app.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    @Test
    void areTheSameBytesInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        List<byte[]> pictures = new ArrayList<>();
        try {
            for (String language :
                    List.of("en-US", "ar-EG-u-nu-arab", "th-TH-u-nu-thai", "tr-TR", "de-DE", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                RunFolder run = RunFolder.create(folder.resolve(language), TrainConfig.defaults());
                for (int epoch = 1; epoch <= 12; epoch++) {
                    run.metrics().append(new EpochMetrics(epoch, 2.5, 0.25, 1234.5, 0.375, 0.001, 1, 1));
                }
                LearningCurves.draw(run);
                pictures.add(Files.readAllBytes(run.file("curves.png")));
                pictures.add(Files.readAllBytes(run.file("curves.svg")));
                pictures.add(Files.readAllBytes(run.file("metrics.csv")));
            }
        } finally {
            Locale.setDefault(before);
        }
        for (int k = 3; k < pictures.size(); k++) {
            assertThat(pictures.get(k)).as("picture %d", k).isEqualTo(pictures.get(k % 3));
        }
    }
}
