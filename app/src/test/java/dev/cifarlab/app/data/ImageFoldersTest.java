package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.settings.BadPictures;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a folder of classes is read, refused by name, or counted. */
class ImageFoldersTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path caches;

    private final ImageFolders.Notes notes = new ImageFolders.Notes();
    private final List<Path> leftOut = notes.leftOut();

    @BeforeEach
    void twoClasses() throws IOException {
        picture("a-b/1.png", 1);
        picture("a/1.png", 2);
        picture("a/10.png", 3);
        picture("a/2.png", 4);
    }

    private void picture(String name, int tone) throws IOException {
        byte[] pixels = new byte[16];
        Arrays.fill(pixels, (byte) tone);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, PictureBytes.png(4, 8, 0, pixels));
    }

    private ImageSet read(BadPictures choice) {
        return ImageFolders.read(
                folder, new ImageFolders.Reading(Framing.SQUASHED, choice, caches, (bytes, total) -> {}), notes);
    }

    private List<Integer> tones() {
        ImageSet set = read(BadPictures.REFUSE);
        List<Integer> tones = new ArrayList<>();
        for (int k = 0; k < set.size(); k++) {
            tones.add(100 * set.labels()[k] + set.image(k)[0]);
        }
        return tones;
    }

    @Test
    void theOrderIsThatOfClassesThenNames() {
        assertThat(read(BadPictures.REFUSE).classNames()).containsExactly("a", "a-b");
        assertThat(tones()).containsExactly(2, 3, 4, 101);
        assertThat(leftOut).isEmpty();
    }

    @Test
    void subFoldersAreReadToo() throws IOException {
        picture("a/more/deep/1.png", 5);
        picture("a-b/more/1 #%\n.png", 6);
        assertThat(tones()).containsExactly(2, 3, 4, 5, 101, 106);
    }

    @Test
    void aLinkedClassIsRead() throws IOException {
        Path elsewhere = Files.move(folder.resolve("a"), folder.resolve(".elsewhere"));
        Files.createSymbolicLink(folder.resolve("a"), elsewhere);
        assertThat(tones()).containsExactly(2, 3, 4, 101);
        assertThat(leftOut).hasSize(3);
    }

    @Test
    void hiddenFilesAndThoseOfSystemsAreCounted() throws IOException {
        picture("a/.hidden/1.png", 7);
        for (String name : List.of(".DS_Store", "a/Thumbs.db", "a-b/._1.png")) {
            Files.writeString(folder.resolve(name), "no picture");
        }
        assertThat(tones()).containsExactly(2, 3, 4, 101);
        assertThat(leftOut)
                .containsExactlyInAnyOrder(
                        folder.resolve(".DS_Store"),
                        folder.resolve("a/.hidden/1.png"),
                        folder.resolve("a/Thumbs.db"),
                        folder.resolve("a-b/._1.png"));
    }

    @Test
    void whatIsInNoClassIsRefusedByName() throws IOException {
        picture("stray.png", 8);
        refused(folder.resolve("stray.png") + ": lies beside the folders of the classes");
    }

    @Test
    void whatIsNoPictureIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("a/notes.txt"), "These are notes, and no picture at all.");
        refused(folder.resolve("a/notes.txt") + ": is not a PNG");
    }

    @Test
    void aLinkToNothingIsRefusedByName() throws IOException {
        Files.createSymbolicLink(folder.resolve("a/3.png"), Path.of("gone.png"));
        refused(folder.resolve("a/3.png") + ": there is no such picture");
    }

    @Test
    void aClassWithHiddenFilesAloneIsEmpty() throws IOException {
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("b/.keep"), "");
        refused(folder.resolve("b") + ": holds no pictures");
    }

    @Test
    void classesAreInTheOrderInWhichPeopleCount() throws IOException {
        assumeLetters();
        for (String name : List.of("10", "9b", "b2", "b10", "u\u0308ber")) {
            picture(name + "/1.png", 1);
        }
        assertThat(read(BadPictures.REFUSE).classNames())
                .containsExactly("9b", "10", "a", "a-b", "b2", "b10", "\u00fcber");
    }

    @Test
    void theSameNameInOtherBytesIsRefused() throws IOException {
        assumeLetters();
        picture("\u00fcber/1.png", 1);
        picture("u\u0308ber/1.png", 1);
        refused(folder + ": two folders are named '\u00fcber'");
    }

    @Test
    void allThatCannotBeReadAreNamedAtOnceOrLeftOut() throws IOException {
        Files.writeString(folder.resolve("a/3.png"), "These are notes, and no picture at all.");
        Files.writeString(folder.resolve("a-b/2.png"), "These are notes, and no picture at all.");
        refused("2 pictures cannot be read; mend them or take them away, or leave them out by --bad skip: "
                + folder.resolve("a/3.png") + ": is not");
        refused(" | " + folder.resolve("a-b/2.png") + ": is not");
        ImageSet read = read(BadPictures.SKIP);
        assertThat(read.labels()).containsExactly(0, 0, 0, 1);
        assertThat(notes.bad()).hasSize(2);
        Files.delete(folder.resolve("a-b/1.png"));
        assertThatThrownBy(() -> read(BadPictures.SKIP))
                .hasMessage(folder.resolve("a-b") + ": holds no pictures that can be read; add some or delete the"
                        + " folder");
    }

    /** In the locale C, names of files have none beyond ASCII. */
    private static void assumeLetters() {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        assumeTrue(Charset.forName(encoding).newEncoder().canEncode("\u0308"), "names of files are ASCII here");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> read(BadPictures.REFUSE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }
}
