package dev.cifarlab.app.data;

import static dev.cifarlab.app.data.PictureBytes.bytes;
import static dev.cifarlab.app.data.PictureBytes.chunk;
import static dev.cifarlab.app.data.PictureBytes.corner;
import static dev.cifarlab.app.data.PictureBytes.joined;
import static dev.cifarlab.app.data.PictureBytes.orientation;
import static dev.cifarlab.app.data.PictureBytes.png;
import static dev.cifarlab.app.data.PictureBytes.riff;
import static dev.cifarlab.app.data.PictureBytes.riffChunk;
import static dev.cifarlab.app.data.PictureBytes.tiff;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How pictures are turned, placed and brought to 32x32. */
class PictureShapesTest {

    private static final int SIDE = 32;

    @TempDir
    private Path folder;

    /** Where the corner of 8 by 4 lies then. */
    @ParameterizedTest
    @CsvSource({
        "1,0,0,8,4",
        "2,24,0,8,4",
        "3,24,28,8,4",
        "4,0,28,8,4",
        "5,0,0,4,8",
        "6,28,0,4,8",
        "7,28,24,4,8",
        "8,0,24,4,8"
    })
    void isUpright(int number, int left, int top, int width, int height) throws IOException {
        byte[] tones = corner(bytes(50), bytes(200));
        byte[] exif = orientation(number);
        byte[] jpeg = jpeg();
        byte[] segment =
                joined(bytes(0xff, 0xe1, 0, exif.length + 8), "Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif);
        byte[][] files = {
            png(SIDE, 8, 0, tones, chunk("eXIf", exif)),
            tiff(SIDE, tones, 1, 8, 1, new int[] {0x112, number}),
            joined(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length))
        };
        for (byte[] file : files) {
            byte[] pixels = load(file);
            for (int k = 0; k < SIDE * SIDE; k++) {
                boolean inside =
                        k % SIDE >= left && k % SIDE < left + width && k / SIDE >= top && k / SIDE < top + height;
                assertThat((pixels[k] & 0xff) < 125).as("pixel %d", k).isEqualTo(inside);
            }
        }
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        int[] tones = new int[SIDE * SIDE];
        Arrays.fill(tones, 200);
        picture.getRaster().setPixels(0, 0, SIDE, SIDE, tones);
        picture.getRaster().setPixels(0, 0, 8, 4, new int[32]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", out);
        return out.toByteArray();
    }

    @Test
    void webPSaysItInAChunkOfItsOwn() throws IOException {
        byte[] extended = {8, 0, 0, 0, 31, 0, 0, 31, 0, 0};
        byte[] file =
                riff(riffChunk("VP8X", extended), riffChunk("VP8L", bytes(1, 2, 3)), riffChunk("EXIF", orientation(6)));
        WholePicture whole = WholePicture.of(Files.write(folder.resolve("turned.webp"), file), "webp");
        assertThat(Orientation.of(whole.exif()).number()).isEqualTo(6);
    }

    @Test
    void damagedExifDataTurnNothing() {
        for (byte[] exif : new byte[][] {
            {}, {1}, "II*\0\377\377\377\377".getBytes(StandardCharsets.ISO_8859_1), Arrays.copyOf(orientation(6), 12)
        }) {
            assertThat(Orientation.of(exif).number()).isEqualTo(1);
        }
    }

    @Test
    void whatAFirstFrameLeavesUncoveredIsWhite() throws IOException {
        BufferedImage black = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(black, "gif", out);
        byte[] gif = out.toByteArray();
        gif[6] = 64; // the screen's width and height
        gif[8] = 64;
        int frame = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[frame] != 0x2c) {
            frame++;
        }
        gif[frame + 1] = 16;
        gif[frame + 3] = 8;
        byte[] pixels = load(gif);
        for (int k = 0; k < SIDE * SIDE; k++) {
            boolean covered = k % SIDE >= 8 && k % SIDE < 24 && k / SIDE >= 4 && k / SIDE < 20;
            assertThat(pixels[k] & 0xff).as("pixel %d", k).isEqualTo(covered ? 0 : 255);
        }
    }

    @Test
    void isAveragedOverAreasThatNeedNotBeWhole() throws IOException {
        byte[] lines = new byte[1024 * 1024];
        for (int y = 0; y < 1024; y += 32) {
            Arrays.fill(lines, y * 1024, (y + 1) * 1024, (byte) 255);
        }
        assertThat(load(png(1024, 8, 0, lines))).containsOnly(8);
        byte[] columns = new byte[48 * 48];
        for (int k = 1; k < columns.length; k += 3) {
            columns[k] = (byte) 240;
        }
        assertThat(load(png(48, 8, 0, columns))).containsOnly(80); // half of a column of three, over one and a half
    }

    @Test
    void goesLinearlyBetweenCentresWhereItIsSmaller() throws IOException {
        byte[] pixels = load(png(2, 8, 0, bytes(0, 160, 0, 160)));
        assertThat(Arrays.copyOf(pixels, SIDE))
                .startsWith(0, 0, 0, 0, 0, 0, 0, 0, 5, 15)
                .endsWith((byte) 160);
    }

    private byte[] load(byte[] file) throws IOException {
        return Pictures.load(Files.write(folder.resolve("picture"), file), Framing.SQUASHED);
    }
}
