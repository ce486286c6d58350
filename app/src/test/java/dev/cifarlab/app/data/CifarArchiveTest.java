package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are not what they seem. */
@Timeout(60)
class CifarArchiveTest {

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void inside() throws IOException {
        folder = Files.createDirectory(temporary.resolve("inside"));
    }

    /** Writes entries after the six files. */
    @FunctionalInterface
    private interface Entries {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    private byte[] archive(List<String> names, Entries more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (String name : names) {
                put(tar, name, "content".getBytes(StandardCharsets.UTF_8));
            }
            more.into(tar);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static List<String> names(String prefix) {
        return Stream.concat(CifarFiles.CIFAR10.training().stream(), Stream.of(CifarFiles.CIFAR10.test()))
                .map(name -> prefix + name)
                .toList();
    }

    private Path unpack(byte[] archive) throws IOException {
        return new CifarArchive(CifarFiles.CIFAR10)
                .unpack(Files.write(temporary.resolve("archive"), archive), folder.resolve("unpacked"));
    }

    private void isRefused(byte[] archive, String part) throws IOException {
        assertThatThrownBy(() -> unpack(archive))
                .isInstanceOfSatisfying(
                        IOException.class, e -> assertThat(Reason.of(e)).contains(part));
        assertThat(folder).as("nothing half unpacked").isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../", "/tmp/../", "a/../../../", "..\\..\\", "./"})
    void noPathLeadsOutOfTheFolder(String prefix) throws IOException {
        byte[] archive = archive(names(""), tar -> put(tar, prefix + "evil.bin", new byte[1]));
        Path place = unpack(archive);
        assertThat(place).isDirectoryNotContaining("glob:**evil*");
        try (Stream<Path> all = Files.list(temporary)) {
            assertThat(all.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("archive", "inside");
        }
    }

    @Test
    void wantedFilesWithPathsThatLeadOutLandInside() throws IOException {
        Path place = unpack(archive(names("../../../"), tar -> {}));
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).hasSize(6);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, a symbolic link", "1, a hard link"})
    void linksAreNotTakenForFiles(int type, String what) throws IOException {
        byte kind = (byte) (TarConstants.LF_OLDNORM + '0' + type);
        isRefused(
                archive(names("").subList(0, 5), tar -> {
                    TarArchiveEntry link = new TarArchiveEntry(CifarFiles.CIFAR10.test(), kind);
                    link.setLinkName("/etc/passwd");
                    tar.putArchiveEntry(link);
                    tar.closeArchiveEntry();
                }),
                "holds no test_batch.bin");
    }

    @Test
    void aFileTooLargeIsRefusedBeforeItIsUnpacked() throws IOException {
        isRefused(
                archive(names("").subList(0, 5), tar -> put(tar, CifarFiles.CIFAR10.test(), new byte[40_000_000])),
                "more than CIFAR-10: test_batch.bin");
    }

    /** Many times the same 30 MB of zeros, in a few kilobytes. */
    @Test
    void aBombIsRefused() throws IOException {
        byte[] zeros = new byte[30_000_000];
        byte[] bomb = archive(names(""), tar -> {
            for (int copy = 0; copy < 8; copy++) {
                put(tar, "readme-" + copy, zeros);
            }
        });
        assertThat(bomb.length).isLessThan(1_000_000);
        isRefused(bomb, "more than CIFAR-10: readme-6");
    }

    @Test
    void aNameTwiceIsRefused() throws IOException {
        isRefused(archive(names(""), tar -> put(tar, "data_batch_1.bin", new byte[3])), "data_batch_1.bin");
    }

    @Test
    void halfAnArchiveIsRefused() throws IOException {
        byte[] whole = archive(names(""), tar -> {});
        isRefused(Arrays.copyOf(whole, whole.length / 2), "it is cut off");
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        isRefused("<html>Not found</html>".getBytes(StandardCharsets.UTF_8), "");
    }
}
