package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Unusual pictures that are read, with the right colours. */
class PicturesTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of("PNG", PictureSamples.plain("png"), new int[] {240, 120, 20}),
                Arguments.of("JPEG", PictureSamples.plain("jpg"), new int[] {240, 120, 20}),
                Arguments.of("BMP", PictureSamples.plain("bmp"), new int[] {240, 120, 20}),
                Arguments.of("GIF", PictureSamples.plain("gif"), new int[] {240, 120, 20}),
                Arguments.of("animated GIF", PictureSamples.animatedGif(), new int[] {240, 120, 20}),
                Arguments.of("transparent GIF", PictureSamples.clearGif(), new int[] {255, 255, 255}),
                Arguments.of("TIFF", PictureSamples.plain("tiff"), new int[] {240, 120, 20}),
                Arguments.of("WebP", PictureSamples.webP(), new int[] {240, 120, 20}),
                Arguments.of("grey PNG", PictureSamples.grey("png"), new int[] {144, 144, 144}),
                Arguments.of("grey JPEG", PictureSamples.grey("jpg"), new int[] {144, 144, 144}),
                Arguments.of("16 bits", PictureSamples.greySixteenBits(), new int[] {144, 144, 144}),
                Arguments.of("transparency", PictureSamples.transparent(), new int[] {240, 120, 20}),
                Arguments.of("animated PNG", PictureSamples.animated(), new int[] {240, 120, 20}),
                Arguments.of(
                        "two JPEGs in one", PictureSamples.twice(PictureSamples.plain("jpg")), new int[] {240, 120, 20
                        }),
                Arguments.of(
                        "a BMP of unsaid size",
                        PictureSamples.withoutSize(PictureSamples.plain("bmp")),
                        new int[] {240, 120, 20}),
                Arguments.of("CMYK", PictureSamples.inks(255, 10, 10, 255), new int[] {255, 10, 10}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void isRead(String name, byte[] bytes, int[] rgb) throws IOException {
        Path file = Files.write(folder.resolve("picture"), bytes);
        byte[] pixels = Pictures.load(file, Framing.SQUASHED);
        assertThat(pixels).hasSize(3 * 32 * 32);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(pixels[channel * 1024 + 500] & 0xff)
                    .as("channel %d", channel)
                    .isBetween(rgb[channel] - 6, rgb[channel] + 6);
        }
    }

    /** The colours of {@link InksTest}; of marks that are not Adobe's nothing is believed. */
    @ParameterizedTest
    @CsvSource({"Adobe, 2, 44, 124, 164", "Adobe, 0, 99, 69, 146", "Other, 2, 99, 69, 146"})
    void fourInksAreStoredAsAdobeSays(String whose, int transform, int red, int green, int blue) throws IOException {
        byte[] jpeg = PictureSamples.inks(124, 86, 182, 204);
        byte[] mark = PictureBytes.joined(
                PictureBytes.bytes(0xff, 0xee, 0, 14),
                whose.getBytes(StandardCharsets.US_ASCII),
                PictureBytes.bytes(0, 100, 0, 0, 0, 0, transform));
        byte[] marked = PictureBytes.joined(Arrays.copyOf(jpeg, 2), mark, Arrays.copyOfRange(jpeg, 2, jpeg.length));
        isRead("inks", marked, new int[] {red, green, blue});
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("half a PNG", PictureSamples.cut(PictureSamples.plain("png"))),
                Arguments.of("half a JPEG", PictureSamples.cut(PictureSamples.plain("jpg"))),
                Arguments.of("half a JPEG of noise", PictureSamples.cut(PictureSamples.noise("jpg"))),
                Arguments.of("most of a JPEG", mostOf(PictureSamples.noise("jpg"))),
                Arguments.of("half a PNG of noise", PictureSamples.cut(PictureSamples.noise("png"))),
                Arguments.of("half a BMP", PictureSamples.cut(PictureSamples.plain("bmp"))),
                Arguments.of("a scrambled PNG", PictureSamples.scrambled(PictureSamples.plain("png"))),
                Arguments.of("half a GIF", PictureSamples.cut(PictureSamples.noise("gif"))),
                Arguments.of("half a TIFF", PictureSamples.cut(PictureSamples.noise("tiff"))),
                Arguments.of("half a WebP", PictureSamples.cutLate(PictureSamples.webP())),
                Arguments.of("900 million pixels", PictureSamples.bomb(30_000, 30_000)),
                Arguments.of("less data than size", PictureSamples.bomb(9_000, 9_000)),
                Arguments.of("nothing", new byte[0]),
                Arguments.of("PNG signature", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}));
    }

    private static byte[] mostOf(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - 50);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void isRefused(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("picture"), bytes);
        assertThatThrownBy(() -> Pictures.load(file, Framing.SQUASHED))
                .as(name)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString());
    }
}
