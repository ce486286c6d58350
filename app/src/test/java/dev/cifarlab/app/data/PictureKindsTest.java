package dev.cifarlab.app.data;

import static dev.cifarlab.app.data.PictureBytes.bmp;
import static dev.cifarlab.app.data.PictureBytes.bytes;
import static dev.cifarlab.app.data.PictureBytes.chunk;
import static dev.cifarlab.app.data.PictureBytes.corner;
import static dev.cifarlab.app.data.PictureBytes.joined;
import static dev.cifarlab.app.data.PictureBytes.png;
import static dev.cifarlab.app.data.PictureBytes.tiff;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of picture as the colours that it stands for. */
class PictureKindsTest {

    private static final int SIDE = 32;

    @TempDir
    private Path folder;

    private static byte[] nibbles(byte[] values) {
        byte[] packed = new byte[values.length / 2];
        for (int k = 0; k < packed.length; k++) {
            packed[k] = (byte) (values[2 * k] << 4 | values[2 * k + 1]);
        }
        return packed;
    }

    private static Arguments kind(String name, byte[] file, int[] in, int[] out) {
        return Arguments.of(name, file, in, out);
    }

    private static int[] grey(int value) {
        return new int[] {value, value, value};
    }

    static Stream<Arguments> pngs() {
        byte[] tones = corner(bytes(50), bytes(200));
        byte[] deep = corner(bytes(50, 50), bytes(200, 200));
        byte[] colours = corner(bytes(250, 10, 20), bytes(1, 2, 3));
        byte[] twice = corner(bytes(250, 250, 10, 10, 20, 20), bytes(1, 1, 2, 2, 3, 3));
        byte[] nibbles = nibbles(corner(bytes(5), bytes(10)));
        byte[] palette = chunk("PLTE", bytes(250, 10, 20, 100, 100, 100));
        return Stream.of(
                kind("tRNS, grey", png(SIDE, 8, 0, tones, chunk("tRNS", bytes(0, 50))), grey(255), grey(200)),
                kind("tRNS, grey, 16", png(SIDE, 16, 0, deep, chunk("tRNS", bytes(50, 50))), grey(255), grey(200)),
                kind("tRNS, grey, 4", png(SIDE, 4, 0, nibbles, chunk("tRNS", bytes(0, 5))), grey(255), grey(170)),
                kind("no tRNS, grey, 4", png(SIDE, 4, 0, nibbles), grey(85), grey(170)),
                kind(
                        "tRNS, colour",
                        png(SIDE, 8, 2, colours, chunk("tRNS", bytes(0, 250, 0, 10, 0, 20))),
                        grey(255),
                        new int[] {1, 2, 3}),
                kind(
                        "tRNS, colour, 16",
                        png(SIDE, 16, 2, twice, chunk("tRNS", bytes(250, 250, 10, 10, 20, 20))),
                        grey(255),
                        new int[] {1, 2, 3}),
                kind(
                        "tRNS, palette",
                        png(SIDE, 8, 3, corner(bytes(0), bytes(1)), palette, chunk("tRNS", bytes(0, 51))),
                        grey(255),
                        grey(224)),
                kind("alpha", png(SIDE, 8, 6, corner(bytes(9, 9, 9, 0), bytes(0, 0, 0, 51))), grey(255), grey(204)),
                kind(
                        "alpha, grey, 16",
                        png(SIDE, 16, 4, corner(bytes(0, 0, 51, 51), bytes(50, 50, 255, 255))),
                        grey(204),
                        grey(50)),
                kind(
                        "linear light",
                        png(SIDE, 8, 2, colours, chunk("gAMA", bytes(0, 1, 0x86, 0xa0))),
                        new int[] {250, 10, 20},
                        new int[] {1, 2, 3}));
    }

    static Stream<Arguments> tiffs() {
        int[] associated = {338, 1};
        byte[] faint = corner(bytes(20, 20, 20, 51), bytes(0, 0, 0, 0));
        byte[] inks = corner(bytes(0, 0, 0, 127), bytes(255, 0, 0, 0));
        return Stream.of(
                kind("CMYK", tiff(SIDE, inks, 4, 8, 5), grey(128), new int[] {0, 255, 255}),
                kind("associated alpha", tiff(SIDE, faint, 4, 8, 2, associated), grey(224), grey(255)),
                kind(
                        "unassociated alpha",
                        tiff(SIDE, corner(bytes(100, 100, 100, 51), bytes(9, 9, 9, 0)), 4, 8, 2, new int[] {338, 2}),
                        grey(224),
                        grey(255)),
                kind("grey", tiff(SIDE, corner(bytes(128), bytes(64)), 1, 8, 1), grey(128), grey(64)),
                kind("white is 0", tiff(SIDE, corner(bytes(128), bytes(64)), 1, 8, 0), grey(127), grey(191)),
                kind("grey, 16", tiff(SIDE, corner(bytes(128, 128), bytes(0, 0)), 1, 16, 1), grey(128), grey(0)));
    }

    static Stream<Arguments> bitmaps() {
        byte[] none = {};
        byte[] colours = bytes(1, 2, 3, 0, 250, 100, 10, 0);
        byte[] blueFirst = corner(bytes(20, 10, 250), bytes(3, 2, 1));
        int[] in = {250, 10, 20};
        int[] out = {1, 2, 3};
        byte[] run = joined(bytes(8, 1, 24, 0, 0, 0));
        return Stream.of(
                kind("top-down", bmp(40, SIDE, -SIDE, 24, 0, none, blueFirst), in, out),
                kind("OS/2 2, top row last", bmp(64, SIDE, SIDE, 24, 0, none, flipped(blueFirst)), in, out),
                kind("OS/2 1", bmp(12, SIDE, SIDE, 24, 0, none, flipped(blueFirst)), in, out),
                kind(
                        "32 bits, no alpha",
                        bmp(40, SIDE, -SIDE, 32, 0, none, corner(bytes(20, 10, 250, 0), bytes(3, 2, 1, 0))),
                        in,
                        out),
                kind(
                        "15 bits",
                        bmp(40, SIDE, -SIDE, 16, 0, none, corner(bytes(0x00, 0x7c), bytes(0x1f, 0x00))),
                        new int[] {255, 0, 0},
                        new int[] {0, 0, 255}),
                kind(
                        "palette",
                        bmp(40, SIDE, -SIDE, 8, 0, Arrays.copyOf(colours, 1024), corner(bytes(1), bytes(0))),
                        new int[] {10, 100, 250},
                        new int[] {3, 2, 1}),
                kind(
                        "runs",
                        bmp(
                                40,
                                SIDE,
                                SIDE,
                                8,
                                1,
                                Arrays.copyOf(colours, 1024),
                                joined(repeated(bytes(32, 0, 0, 0), 28), repeated(run, 4), bytes(0, 1))),
                        new int[] {10, 100, 250},
                        new int[] {3, 2, 1}));
    }

    private static byte[] flipped(byte[] rows) {
        int length = rows.length / SIDE;
        byte[] flipped = new byte[rows.length];
        for (int y = 0; y < SIDE; y++) {
            System.arraycopy(rows, y * length, flipped, (SIDE - 1 - y) * length, length);
        }
        return flipped;
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[][] parts = new byte[times][];
        Arrays.fill(parts, part);
        return joined(parts);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"pngs", "tiffs", "bitmaps"})
    void isOfTheRightColours(String name, byte[] file, int[] in, int[] out) throws IOException {
        byte[] pixels = load(file);
        for (int channel = 0; channel < 3; channel++) {
            byte[] plane = Arrays.copyOfRange(pixels, channel * SIDE * SIDE, (channel + 1) * SIDE * SIDE);
            byte[] expected = corner(bytes(in[channel]), bytes(out[channel]));
            for (int pixel = 0; pixel < plane.length; pixel++) {
                assertThat(plane[pixel] & 0xff)
                        .as("channel %d, pixel %d", channel, pixel)
                        .isCloseTo(expected[pixel] & 0xff, Offset.offset(2));
            }
        }
    }

    private byte[] load(byte[] file) throws IOException {
        return Pictures.load(Files.write(folder.resolve("picture"), file), Framing.SQUASHED);
    }
}
