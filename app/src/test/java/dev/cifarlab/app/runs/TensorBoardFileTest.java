package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.TensorBoardRecords.Event;
import dev.cifarlab.app.settings.UserException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;

class TensorBoardFileTest {

    @TempDir
    private Path folder;

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    /** The check value of CRC-32C, before it is masked: e3069283. */
    @Test
    void theReadersChecksumIsCrc32c() {
        int masked = TensorBoardRecords.masked("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(Integer.rotateLeft(masked - 0xa282ead8, 15)).isEqualTo(0xe3069283);
    }

    @Test
    void recordsComeBackByTheirFormatsRules() throws IOException {
        try (TensorBoardFile file = new TensorBoardFile(folder, 3)) {
            file.scalars(3, Map.of("loss", 0.25));
            file.picture(1L << 40, "curves", png());
        }
        List<Event> events =
                TensorBoardRecords.read(TensorBoardRecords.files(folder).get(0));
        assertThat(events).hasSize(4).extracting(Event::step).containsExactly(0L, 3L, 3L, 1L << 40);
        assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
        assertThat(events.get(1).start()).isTrue();
        Summary.Value loss = events.get(2).summary().getValue(0);
        assertThat(loss.getTag()).isEqualTo("loss");
        assertThat(loss.getSimpleValue()).isEqualTo(0.25f);
        Summary.Image image = events.get(3).summary().getValue(0).getImage();
        assertThat(List.of(image.getWidth(), image.getHeight(), image.getColorspace()))
                .containsExactly(7, 5, 3);
        assertThat(image.getEncodedImageString().toByteArray()).isEqualTo(png());
    }

    @Test
    void aLaterFileComesLaterAndTakesBackWhatIsDoneAgain() throws IOException {
        try (TensorBoardFile first = new TensorBoardFile(folder, 0)) {
            for (int step = 0; step < 4; step++) {
                first.scalars(step, Map.of("loss", 1.0));
            }
        }
        Path torn = TensorBoardRecords.files(folder).get(0);
        byte[] bytes = Files.readAllBytes(torn);
        Files.write(torn, Arrays.copyOf(bytes, bytes.length - 5));
        try (TensorBoardFile second = new TensorBoardFile(folder, 2)) {
            second.scalars(2, Map.of("loss", 2.0));
        }
        assertThat(TensorBoardRecords.files(folder)).hasSize(2);
        assertThat(TensorBoardRecords.steps(folder)).isEqualTo(Map.of("loss", List.of(0L, 1L, 2L)));
    }

    @Test
    void whereItCannotBeWrittenALineSaysSo() {
        assertThatThrownBy(() -> new TensorBoardFile(folder.resolve("gone"), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot be written");
    }
}
