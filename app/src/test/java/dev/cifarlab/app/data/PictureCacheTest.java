package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.settings.BadPictures;
import dev.cifarlab.app.settings.Fit;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are decoded once, and again only where they have changed. */
class PictureCacheTest {

    private static final Framing FRAMING = new Framing(16, Fit.CROP, 0xffffff);

    @TempDir
    private Path folder;

    @TempDir
    private Path caches;

    private final List<Path> files = new ArrayList<>();
    private final List<Integer> decoded = new ArrayList<>();

    @BeforeEach
    void threePictures() throws IOException {
        for (int k = 0; k < 3; k++) {
            files.add(folder.resolve(k + ".png"));
            picture(k, 10 + k);
        }
    }

    /** One of a size that does not depend on the tone, changed at a time that is always the same. */
    private void picture(int number, int tone) throws IOException {
        byte[] pixels = new byte[16];
        Arrays.fill(pixels, (byte) tone);
        Files.write(files.get(number), PictureBytes.png(4, 8, 0, pixels));
        Files.setLastModifiedTime(files.get(number), FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
    }

    private DecodedPictures.All read(Framing framing) {
        decoded.clear();
        DownloadProgress progress = new DownloadProgress() {
            @Override
            public void downloaded(long bytes, long total) {
                throw new AssertionError("nothing is downloaded");
            }

            @Override
            public void decoded(int pictures, int total) {
                decoded.add(pictures);
            }
        };
        return DecodedPictures.of(folder, files, new ImageFolders.Reading(framing, BadPictures.SKIP, caches, progress));
    }

    private static List<Integer> tones(DecodedPictures.All all) {
        byte[] image = new byte[all.pixels().length()];
        return IntStream.range(0, all.pixels().count())
                .mapToObj(k -> {
                    all.pixels().read(k, image);
                    return (int) image[0];
                })
                .toList();
    }

    private Path cache(Framing framing) {
        return PictureCache.file(caches, folder, framing);
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsNotDecodedAgain() throws IOException {
        assertThat(tones(read(FRAMING))).containsExactly(10, 11, 12);
        assertThat(decoded).containsExactly(3);
        picture(1, 99);
        assertThat(tones(read(FRAMING))).containsExactly(10, 11, 12);
        assertThat(decoded).isEmpty();
        Framing other = new Framing(16, Fit.PAD, 0xffffff);
        assertThat(tones(read(other))).containsExactly(10, 99, 12);
        assertThat(cache(other)).isNotEqualTo(cache(FRAMING)).exists();
    }

    @Test
    void aFileThatHasChangedIs() throws IOException {
        read(FRAMING);
        picture(1, 99);
        Files.setLastModifiedTime(files.get(1), FileTime.from(Instant.ofEpochSecond(1_700_000_001)));
        picture(2, 98); // as it was, for all that is known
        assertThat(tones(read(FRAMING))).containsExactly(10, 99, 12);
        assertThat(tones(read(FRAMING))).containsExactly(10, 99, 12);
        assertThat(decoded).isEmpty();
    }

    @Test
    void filesComeAndGoAndChangePlaces() throws IOException {
        read(FRAMING);
        files.remove(0);
        assertThat(tones(read(FRAMING))).containsExactly(11, 12);
        assertThat(decoded).isEmpty();
        files.add(0, folder.resolve("new.png"));
        picture(0, 50);
        assertThat(tones(read(FRAMING))).containsExactly(50, 11, 12);
        assertThat(decoded).containsExactly(3);
        files.add(files.remove(0));
        assertThat(tones(read(FRAMING))).containsExactly(11, 12, 50);
        assertThat(decoded).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaidEachTime() throws IOException {
        Files.writeString(files.get(1), "no picture, but a text of some length");
        for (int time = 0; time < 2; time++) {
            DecodedPictures.All all = read(FRAMING);
            assertThat(tones(all)).containsExactly(10, 12);
            assertThat(all.bad()).containsOnlyKeys(1);
            assertThat(all.bad().get(1)).hasMessageContaining("1.png: is not a PNG");
            assertThat(decoded).hasSize(1 - time);
        }
        picture(1, 20);
        assertThat(tones(read(FRAMING))).containsExactly(10, 20, 12);
    }

    @Test
    void aDamagedFileIsMadeAnew() throws IOException {
        read(FRAMING);
        byte[] whole = Files.readAllBytes(cache(FRAMING));
        for (int length : new int[] {0, 10, whole.length - 1, 3 * 768 + 5}) {
            Files.write(cache(FRAMING), Arrays.copyOf(whole, length));
            assertThat(tones(read(FRAMING))).containsExactly(10, 11, 12);
            assertThat(Files.readAllBytes(cache(FRAMING))).isEqualTo(whole);
        }
        for (int place : new int[] {3, 2 + 5 + 16}) { // a letter of a name; whether the first picture could be read
            byte[] damaged = whole.clone();
            damaged[3 * 768 + place] ^= 1;
            Files.write(cache(FRAMING), damaged);
            assertThat(tones(read(FRAMING))).containsExactly(10, 11, 12);
            assertThat(decoded).containsExactly(3);
        }
    }

    /** They are decoded in groups of 256. */
    @Test
    void manyPicturesStayInOrder() throws IOException {
        List<Integer> tones = new ArrayList<>(List.of(10, 11, 12));
        for (int k = 3; k < 600; k++) {
            files.add(folder.resolve(k + ".png"));
            picture(k, k % 100);
            tones.add(k % 100);
        }
        Files.writeString(files.get(500), "no picture");
        tones.remove(500);
        for (int time = 0; time < 2; time++) {
            DecodedPictures.All all = read(FRAMING);
            assertThat(tones(all)).isEqualTo(tones);
            assertThat(all.bad()).containsOnlyKeys(500);
        }
    }

    @Test
    void withoutAPlaceForItPicturesStayInMemory() throws IOException {
        Files.writeString(caches.resolve("pictures"), "in the way");
        Files.writeString(files.get(1), "no picture, but a text of some length");
        DecodedPictures.All all = read(FRAMING);
        assertThat(tones(all)).containsExactly(10, 12);
        assertThat(all.bad()).containsOnlyKeys(1);
    }

    @Test
    void whereTheLockIsHeldInThisJvmPicturesStayInMemory() throws IOException {
        Files.createDirectories(cache(FRAMING).getParent());
        Path file = cache(FRAMING).resolveSibling(cache(FRAMING).getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            assertThat(tones(read(FRAMING))).containsExactly(10, 11, 12);
            assertThat(cache(FRAMING)).doesNotExist();
        }
    }

    @Test
    void aFullDiskIsToldAndNothingIsLeft() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Files.createDirectories(cache(FRAMING).getParent());
        Path partial = cache(FRAMING).resolveSibling(cache(FRAMING).getFileName() + ".partial");
        Files.createSymbolicLink(partial, Path.of("/dev/full"));
        assertThatThrownBy(() -> read(FRAMING))
                .isInstanceOf(UserException.class)
                .hasMessage(cache(FRAMING).getParent() + ": decoded pictures cannot be kept (No space left on device);"
                        + " free space, or name another folder by XDG_CACHE_HOME");
        assertThat(partial).doesNotExist();
        assertThat(cache(FRAMING)).doesNotExist();
        assertThat(tones(read(FRAMING))).containsExactly(10, 11, 12);
    }
}
