package dev.cifarlab.app.data;

import static dev.cifarlab.app.data.PictureBytes.bytes;
import static dev.cifarlab.app.data.PictureBytes.joined;
import static dev.cifarlab.app.data.PictureBytes.orientation;
import static dev.cifarlab.app.data.PictureBytes.riff;
import static dev.cifarlab.app.data.PictureBytes.riffChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told by the parts of a file around its pixels. */
class WholePictureTest {

    @TempDir
    private Path folder;

    private WholePicture read(String kind, byte... file) throws IOException {
        return WholePicture.of(Files.write(folder.resolve("picture." + kind), file), kind);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A number of three bytes, the lowest first. */
    private static byte[] three(int number) {
        return bytes(number & 0xff, number >> 8 & 0xff, number >> 16);
    }

    private static byte[] extended(int width, int height) {
        return riffChunk("VP8X", joined(bytes(2, 0, 0, 0), three(width - 1), three(height - 1)));
    }

    /** Of 20 by 10 pixels; both offsets are stored by half. */
    private static byte[] frame(int x, int y, String kind) {
        return riffChunk(
                "ANMF",
                joined(
                        three(x / 2),
                        three(y / 2),
                        three(19),
                        three(9),
                        bytes(0, 0, 0, 0),
                        riffChunk(kind, bytes(7, 7, 7))));
    }

    @ParameterizedTest
    @CsvSource({"64,48,16,8,64,48", "70001,66000,2,68000,70001,68010", "8,4,6,2,26,12"})
    void theFirstFrameOfAWebPLiesOnACanvasThatHoldsIt(int width, int height, int x, int y, int wide, int high)
            throws IOException {
        byte[] animation = riffChunk("ANIM", bytes(1, 2, 3, 4, 0, 0));
        byte[] odd = riffChunk("ICCP", bytes(1, 2, 3));
        byte[] file = riff(
                extended(width, height),
                odd,
                animation,
                frame(x, y, "VP8 "),
                frame(0, 0, "VP8L"),
                riffChunk("EXIF", orientation(6)));
        WholePicture whole = read("webp", file);
        assertThat(whole.canvas()).isEqualTo(new WholePicture.Canvas(wide, high, x, y));
        assertThat(whole.isLossyWebP()).as("the first frame decides").isTrue();
        assertThat(Orientation.of(whole.exif()).number()).isEqualTo(6);
        for (int length = 12; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read("webp", cut)).hasMessage("it is cut off");
        }
    }

    @Test
    void withoutFramesAWebPIsAll() throws IOException {
        WholePicture lossless = read("webp", riff(riffChunk("VP8L", bytes(1, 2, 3))));
        assertThat(lossless.canvas()).isNull();
        assertThat(lossless.isLossyWebP()).isFalse();
        assertThat(read("webp", riff(extended(4, 4), riffChunk("ALPH", bytes(1)), riffChunk("VP8 ", bytes(1))))
                        .isLossyWebP())
                .isTrue();
        assertThat(read("webp", riff(extended(4, 4), frame(0, 0, "VP8L"), frame(0, 0, "VP8 ")))
                        .isLossyWebP())
                .isFalse();
    }

    /** A palette of four for all, a comment in two blocks, a frame with a palette of two and data in two blocks. */
    private static byte[] gif() {
        return joined(
                ascii("GIF89a"),
                bytes(64, 0, 44, 1, 0x81, 0, 0),
                new byte[3 * 4],
                bytes(0x21, 0xfe, 3),
                ascii("abc"),
                bytes(2),
                ascii("de"),
                bytes(0),
                bytes(0x2c, 16, 0, 8, 1, 32, 0, 40, 0, 0x80),
                new byte[3 * 2],
                bytes(2, 2, 0x44, 0x01, 1, 0x05, 0));
    }

    @Test
    void aGifIsReadToTheEndOfItsFirstFrame() throws IOException {
        assertThat(read("gif", gif()).canvas()).isEqualTo(new WholePicture.Canvas(64, 304, 16, 264));
        assertThat(read("gif", joined(gif(), bytes(0x3b))).canvas()).isNotNull();
        for (int length = 0; length < gif().length; length++) {
            byte[] cut = Arrays.copyOf(gif(), length);
            assertThatThrownBy(() -> read("gif", cut)).as("%d bytes", length).hasMessage("it is cut off");
        }
        byte[] other = gif();
        other[35] = 0x3b;
        assertThatThrownBy(() -> read("gif", other)).hasMessage("there is no picture in it");
    }

    @Test
    void aBitmapThatSaysItIsLargerIsCutOff() throws IOException {
        byte[] file = joined(ascii("BM"), bytes(10, 0, 0, 0, 0, 0, 0, 0));
        assertThat(read("bmp", file).canvas()).isNull();
        assertThatThrownBy(() -> read("bmp", Arrays.copyOf(file, 9))).hasMessage("it is cut off");
    }
}
