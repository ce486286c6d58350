package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSetTest {

    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final int LENGTH = 2 * 3 * 4;

    @TempDir
    private Path folder;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count * LENGTH];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (k * k + k / 7);
        }
        return bytes;
    }

    private static int[] labels(int count) {
        return IntStream.range(0, count).map(k -> k * 5 % 3).toArray();
    }

    private static ImageSet of(Pixels pixels) {
        return new ImageSet(pixels, labels(pixels.count()), 2, 3, 4, CLASSES);
    }

    private static ImageSet inOneArray(int count) {
        return new ImageSet(bytes(count), labels(count), 2, 3, 4, CLASSES);
    }

    private static void same(ImageSet actual, ImageSet expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.digest()).isEqualTo(expected.digest());
        for (int k = 0; k < expected.size(); k++) {
            assertThat(actual.image(k)).isEqualTo(expected.image(k));
        }
    }

    /** All four bytes of a label are in it. */
    @Test
    void labelsThatDifferByALotHaveOtherDigests() {
        List<String> many = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
        String low = new ImageSet(new byte[1], new int[] {1}, 1, 1, 1, many).digest();
        assertThat(new ImageSet(new byte[1], new int[] {257}, 1, 1, 1, many).digest())
                .isNotEqualTo(low);
    }

    @Test
    void anImageIsCalledByItsFileOrItsIndex() {
        assertThat(inOneArray(2).name(1)).isEqualTo("1");
        ImageSet named = new ImageSet(Pixels.of(new byte[2], 1), new int[2], 1, 1, 1, CLASSES, List.of("x", "y"));
        assertThat(named.name(1)).isEqualTo("y");
        assertThatThrownBy(() -> new ImageSet(Pixels.of(new byte[2], 1), new int[2], 1, 1, 1, CLASSES, List.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 files of 2");
    }

    @Test
    void collectedImagesAreThoseThatWereAdded() {
        int many = (4 << 20) / LENGTH + 5;
        Pixels.Collector collector = new Pixels.Collector(LENGTH);
        ImageSet all = inOneArray(many);
        IntStream.range(0, many).forEach(k -> collector.add(all.image(k)));
        Pixels.Pieces pixels = (Pixels.Pieces) collector.pixels();
        assertThat(pixels.pieces()).hasSize(2).allMatch(piece -> piece.capacity() <= 4 << 20);
        assertThat(of(pixels).digest()).isEqualTo(all.digest());
        assertThat(pixels.pieces().get(1).capacity())
                .as("as large as what is in it")
                .isEqualTo(5 * LENGTH);
        assertThat(new Pixels.Collector(LENGTH).pixels().count()).isZero();
    }

    /** Records of two label bytes and an image, ten in two files. */
    @Test
    void imagesAreReadWhereTheyLieInMappedFiles() throws IOException {
        int record = LENGTH + 2;
        List<ByteBuffer> files = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            ByteBuffer records = ByteBuffer.allocate(5 * record);
            for (int k = 0; k < 5; k++) {
                records.putShort((short) 0x7777).put(bytes(10), (5 * file + k) * LENGTH, LENGTH);
            }
            Path path = Files.write(folder.resolve("part" + file), records.array());
            try (FileChannel channel = FileChannel.open(path)) {
                files.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, 5L * record));
            }
        }
        same(of(new Pixels.Pieces(files, 10, 5, record, 2, LENGTH)), inOneArray(10));
    }

    /** The pages behind its new end are gone; elsewhere than on Linux a mapped file can't become shorter. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aMappedFileThatBecomesShorterIsToldOf() throws IOException {
        Path file = Files.write(folder.resolve("long"), new byte[4_000 * LENGTH]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            ImageSet images = of(new Pixels.Pieces(List.of(all), 4_000, 4_000, LENGTH, 0, LENGTH));
            channel.truncate(LENGTH);
            try (BatchStream stream =
                    BatchStream.validation(images, 100, ChannelStatistics.identity(images), View.PLAIN)) {
                assertThatThrownBy(() -> stream.forEachRemaining(batch -> {}))
                        .isInstanceOf(UserException.class)
                        .hasMessage("a file of the data was changed while it was read; put it back");
            }
        }
    }

    @Test
    void aSelectionHasItsOwnOrderAndLabels() {
        ImageSet all = inOneArray(9);
        ImageSet some = all.select(new int[] {7, 0, 7}).select(new int[] {1, 2});
        assertThat(some.image(0)).isEqualTo(all.image(0));
        assertThat(some.image(1)).isEqualTo(all.image(7));
        assertThat(some.labels()).containsExactly(all.labels()[0], all.labels()[7]);
    }

    @ParameterizedTest(name = "{0} bytes, labels up to {1}, {2}x{3}x{4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "71 | 2  | 2 | 3 | 4 | 71 bytes are no whole number of images of 24",
                "48 | 2  | 2 | 3 | 4 | 2 images, but 3 labels",
                "96 | 2  | 2 | 3 | 4 | 4 images, but 3 labels",
                "72 | 3  | 2 | 3 | 4 | the label 3, where there are 3 classes",
                "72 | -2 | 2 | 3 | 4 | the label -2, where there are 3 classes",
                "72 | 2  | 0 | 3 | 4 | 72 bytes are no whole number of images of 0",
                "72 | 2  | -2 | -3 | 4 | an image has channels, rows and columns"
            })
    void whatDoesNotGoTogetherIsSaid(int bytes, int label, int channels, int height, int width, String message) {
        assertThatThrownBy(() -> new ImageSet(
                        new byte[bytes], new int[] {0, ImageSet.UNKNOWN, label}, channels, height, width, CLASSES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesOfClassesAreThereOnce() {
        assertThatThrownBy(() -> new ImageSet(new byte[1], new int[1], 1, 1, 1, List.of("a", "b", "a")))
                .hasMessage("a class is named twice: [a, b, a]");
        assertThatThrownBy(() -> new ImageSet(new byte[1], new int[] {-1}, 1, 1, 1, List.of()))
                .hasMessage("no class has a name");
        assertThatThrownBy(() -> new ImageSet(Pixels.of(new byte[6], 3), new int[2], 1, 2, 2, CLASSES))
                .hasMessage("images of 3 bytes are not 1x2x2");
    }

    /** A picture to ask about has no label. */
    @Test
    void oneBatchOfFewImagesNeedsNoLabelsAndNoThread() {
        ImageSet images = new ImageSet(bytes(2), new int[] {1, ImageSet.UNKNOWN}, 2, 3, 4, CLASSES);
        Batch batch = Batch.of(images, ChannelStatistics.identity(images));
        assertThat(batch.images().shape()).containsExactly(2, 2, 3, 4);
        assertThat(batch.images().getFloat(1, 1, 2, 3)).isEqualTo((bytes(2)[47] & 0xff) / 255f);
        try (BatchStream stream = BatchStream.validation(images, 2, ChannelStatistics.identity(images), View.PLAIN)) {
            assertThat(stream.next().images()).isEqualTo(batch.images());
        }
    }
}
