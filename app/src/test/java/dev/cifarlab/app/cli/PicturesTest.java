package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Unusual pictures that are read, with the right colours. */
class PicturesTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of("PNG", BadPictures.plain("png"), new int[] {240, 120, 20}),
                Arguments.of("JPEG", BadPictures.plain("jpg"), new int[] {240, 120, 20}),
                Arguments.of("BMP", BadPictures.plain("bmp"), new int[] {240, 120, 20}),
                Arguments.of("GIF", BadPictures.plain("gif"), new int[] {240, 120, 20}),
                Arguments.of("animated GIF", BadPictures.animatedGif(), new int[] {240, 120, 20}),
                Arguments.of("transparent GIF", BadPictures.clearGif(), new int[] {255, 255, 255}),
                Arguments.of("TIFF", BadPictures.plain("tiff"), new int[] {240, 120, 20}),
                Arguments.of("WebP", BadPictures.webP(), new int[] {240, 120, 20}),
                Arguments.of("grey PNG", BadPictures.grey("png"), new int[] {144, 144, 144}),
                Arguments.of("grey JPEG", BadPictures.grey("jpg"), new int[] {144, 144, 144}),
                Arguments.of("16 bits", BadPictures.greySixteenBits(), new int[] {144, 144, 144}),
                Arguments.of("transparency", BadPictures.transparent(), new int[] {240, 120, 20}),
                Arguments.of("animated PNG", BadPictures.animated(), new int[] {240, 120, 20}),
                Arguments.of("two JPEGs in one", BadPictures.twice(BadPictures.plain("jpg")), new int[] {240, 120, 20}),
                Arguments.of("a BMP of unsaid size", BadPictures.withoutSize(BadPictures.plain("bmp")), new int[] {
                    240, 120, 20
                }),
                Arguments.of("CMYK", BadPictures.cmyk(), new int[] {255, 10, 10}));
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

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("half a PNG", BadPictures.cut(BadPictures.plain("png"))),
                Arguments.of("half a JPEG", BadPictures.cut(BadPictures.plain("jpg"))),
                Arguments.of("half a JPEG of noise", BadPictures.cut(BadPictures.noise("jpg"))),
                Arguments.of("most of a JPEG", mostOf(BadPictures.noise("jpg"))),
                Arguments.of("half a PNG of noise", BadPictures.cut(BadPictures.noise("png"))),
                Arguments.of("half a BMP", BadPictures.cut(BadPictures.plain("bmp"))),
                Arguments.of("a scrambled PNG", BadPictures.scrambled(BadPictures.plain("png"))),
                Arguments.of("half a GIF", BadPictures.cut(BadPictures.noise("gif"))),
                Arguments.of("half a TIFF", BadPictures.cut(BadPictures.noise("tiff"))),
                Arguments.of("half a WebP", BadPictures.cutLate(BadPictures.webP())),
                Arguments.of("900 million pixels", BadPictures.bomb(30_000, 30_000)),
                Arguments.of("less data than size", BadPictures.bomb(9_000, 9_000)),
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
