package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Fit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of all shapes in squares, against means over a grid so fine that every edge is on it. */
class FramingTest {

    private static final int BACKGROUND = 0x204060;

    @TempDir
    private Path folder;

    private static BufferedImage picture(int width, int height) {
        Random random = new Random(4);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < width * height; k++) {
            image.setRGB(k % width, k / width, random.nextInt(1 << 24));
        }
        return image;
    }

    private byte[] seen(BufferedImage image, Framing framing) throws IOException {
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return Pictures.load(file, framing);
    }

    /** The mean of a channel over a pixel of the square, by cells: a pixel of the picture has 2 side on each axis. */
    private static double mean(BufferedImage image, Framing framing, int x, int y, int channel) {
        int cells = 2 * framing.side();
        int width = image.getWidth();
        int height = image.getHeight();
        int square = framing.fit() == Fit.CROP ? Math.min(width, height) : Math.max(width, height);
        int wide = framing.fit() == Fit.SQUASH ? width : square;
        int high = framing.fit() == Fit.SQUASH ? height : square;
        long sum = 0;
        for (int i = 0; i < 2 * wide; i++) {
            for (int j = 0; j < 2 * high; j++) {
                int column = Math.floorDiv((width - wide) * framing.side() + x * 2 * wide + i, cells);
                int row = Math.floorDiv((height - high) * framing.side() + y * 2 * high + j, cells);
                boolean inside = column >= 0 && column < width && row >= 0 && row < height;
                int colour = inside ? image.getRGB(column, row) : framing.background();
                sum += colour >> (16 - 8 * channel) & 0xff;
            }
        }
        return (double) sum / (4L * wide * high);
    }

    @ParameterizedTest(name = "{0} {1}x{2} in {3}")
    @CsvSource({
        "CROP, 61, 40, 16", "CROP, 40, 61, 16", "CROP, 33, 32, 16", "CROP, 50, 50, 17", "PAD, 61, 40, 16",
        "PAD, 17, 60, 16", "PAD, 50, 3, 16", "PAD, 16, 16, 16", "SQUASH, 61, 40, 16", "SQUASH, 20, 35, 17"
    })
    void largerPicturesAreAveragedOverAreas(Fit fit, int width, int height, int side) throws IOException {
        BufferedImage image = picture(width, height);
        Framing framing = new Framing(side, fit, BACKGROUND);
        byte[] seen = seen(image, framing);
        assertThat(seen).hasSize(3 * side * side);
        for (int k = 0; k < seen.length; k++) {
            double expected = mean(image, framing, k % side, k / side % side, k / (side * side));
            assertThat((double) (seen[k] & 0xff)).as("value %d", k).isBetween(expected - 0.501, expected + 0.501);
        }
    }

    /** BMPs lie blue first, PNGs red first. */
    @ParameterizedTest
    @CsvSource({
        "CROP, 61, 40",
        "CROP, 7, 5",
        "CROP, 5, 8",
        "PAD, 50, 31",
        "PAD, 5, 9",
        "PAD, 9, 5",
        "PAD, 6, 6",
        "SQUASH, 4, 9"
    })
    void leftAndRightAndAllFormatsAreAlike(Fit fit, int width, int height) throws IOException {
        BufferedImage image = picture(width, height);
        BufferedImage mirrored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < width * height; k++) {
            mirrored.setRGB(width - 1 - k % width, k / width, image.getRGB(k % width, k / width));
        }
        Framing framing = new Framing(16, fit, BACKGROUND);
        byte[] seen = seen(image, framing);
        byte[] other = new Orientation(2).upright(seen(mirrored, framing), 16);
        for (int k = 0; k < seen.length; k++) { // halves are rounded up from sums in another order
            assertThat(other[k] & 0xff).as("value %d", k).isBetween((seen[k] & 0xff) - 1, (seen[k] & 0xff) + 1);
        }
        Path bmp = folder.resolve("picture.bmp");
        ImageIO.write(image, "bmp", bmp.toFile());
        assertThat(Pictures.load(bmp, framing)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"CROP, 7, 5", "CROP, 5, 8", "SQUASH, 4, 9", "PAD, 6, 6"})
    void smallerOnesAreOneWholeWithoutEdgesOfBackground(Fit fit, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, width * height).forEach(k -> image.setRGB(k % width, k / width, 0xc8c8c8));
        for (byte value : seen(image, new Framing(16, fit, BACKGROUND))) {
            assertThat(value & 0xff).isEqualTo(0xc8);
        }
    }

    @Test
    void paddingIsTheBackgroundAndBesideThePictureAlone() throws IOException {
        BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 32).forEach(k -> image.setRGB(k % 8, k / 8, 0xff0000));
        byte[] seen = seen(image, new Framing(16, Fit.PAD, BACKGROUND));
        for (int k = 0; k < 256; k++) {
            boolean inside = k / 16 >= 4 && k / 16 < 12;
            assertThat(List.of(seen[k] & 0xff, seen[256 + k] & 0xff, seen[512 + k] & 0xff))
                    .as("row %d", k / 16)
                    .isEqualTo(inside ? List.of(255, 0, 0) : List.of(0x20, 0x40, 0x60));
        }
    }

    @Test
    void theBackgroundShowsThroughWhatIsTransparent() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        IntStream.range(0, 256).forEach(k -> image.setRGB(k % 16, k / 16, k < 128 ? 0x00ffffff : 0x80ffffff));
        byte[] seen = seen(image, new Framing(16, Fit.CROP, BACKGROUND));
        assertThat(seen[0] & 0xff).isEqualTo(0x20);
        assertThat(seen[512] & 0xff).isEqualTo(0x60);
        assertThat(seen[255] & 0xff).isBetween(0x8f, 0x90); // half white, half 0x20
    }

    @Test
    void setsOfOtherSizesAreResizedAsTheyAreRead() {
        byte[] image = new byte[3 * 4 * 4];
        IntStream.range(0, image.length).forEach(k -> image[k] = (byte) (5 * k));
        ImageSet set = new ImageSet(image, new int[] {0}, 3, 4, 4, List.of("a"));
        ImageSet half = set.resized(2);
        assertThat(half.height()).isEqualTo(2);
        byte[] smaller = half.image(0);
        for (int k = 0; k < 12; k++) {
            int corner = k / 4 * 16 + k / 2 % 2 * 8 + k % 2 * 2;
            int sum = IntStream.of(0, 1, 4, 5)
                    .map(step -> image[corner + step] & 0xff)
                    .sum();
            assertThat(smaller[k] & 0xff).as("value %d", k).isEqualTo((int) Math.round(sum / 4.0));
        }
        assertThat(set.resized(4)).isSameAs(set);
        assertThat(set.resized(8).image(0)).hasSize(192);
        assertThat(set.resized(8).image(0)[0]).isEqualTo(image[0]);
    }

    /** What Pillow 12.3 makes of these colours by convert("L"). */
    @ParameterizedTest
    @CsvSource({"0xff0000, 76", "0x00ff00, 150", "0x0000ff, 29", "0x808080, 128", "0xc81e5a, 88", "0xffffff, 255"})
    void greyIsPillowsWithAMarginOfZeros(String colour, int luma) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 28 * 28).forEach(k -> image.setRGB(k % 28, k / 28, Integer.decode(colour)));
        byte[] seen = seen(image, new Framing(32, Fit.CROP, BACKGROUND, true));
        assertThat(seen).hasSize(32 * 32);
        for (int k = 0; k < seen.length; k++) {
            boolean inside = k % 32 >= 2 && k % 32 < 30 && k / 32 >= 2 && k / 32 < 30;
            assertThat(seen[k] & 0xff).isEqualTo(inside ? luma : 0);
        }
        assertThat(seen(image, new Framing(64, Fit.CROP, BACKGROUND, true))).hasSize(64 * 64);
    }
}
