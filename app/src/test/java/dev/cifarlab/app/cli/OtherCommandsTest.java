package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {

    @TempDir
    private Path folder;

    @Test
    @NeedsDrawing
    void dataDrawsAContactSheet() throws Exception {
        Path sheet = folder.resolve("sheet.png");
        Session session = Session.of("data", "--data", "synthetic", "--sheet", sheet.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("5,000 training, 1,000 validation images", "channel means 0.5024 0.4973 0.5028");
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(10 * 68 + 4);
    }

    @Test
    @NeedsDrawing
    void dataReadsFewPicturesAndCountsWhatItLeavesOut() throws Exception {
        BadData.classes(folder);
        Files.writeString(folder.resolve("train/cat/.DS_Store"), "");
        Files.writeString(folder.resolve("licence.txt"), "");
        Path sheet = folder.resolve("test/.sheet.png");
        Session session =
                Session.of("data", "--data", "folder", "--data-dir", folder.toString(), "--sheet", sheet.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("without 2 other or hidden files (train/cat/.DS_Store, licence.txt), 2 in test are in train,"
                        + " too: 2 training, 2 validation");
        assertThat(sheet).isNotEmptyFile();
    }

    @Test
    void doctorNamesBackendThreadsAndMemory() {
        Session session = Session.of("doctor");
        assertThat(session.out()).contains("backend:", "threads:", "convolution:", "off-heap:", "java:");
        assertThat(session.exitCode()).isIn(0, 1);
    }

    @Test
    void versionIsPrinted() {
        assertThat(Session.of("--version").out()).startsWith("cifar-lab ");
    }
}
