package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadTest {

    private static final List<String> NAMES = Stream.concat(
                    CifarFiles.CIFAR10.training().stream(), Stream.of("test_batch.bin", "readme.html"))
            .toList();

    @TempDir
    private Path folder;

    private byte[] content;
    private ArchiveServer server;
    private FileSet.Remote archive;
    private final List<Long> progress = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        serve(ArchiveServer.archive(NAMES));
    }

    private void serve(byte[] bytes) throws IOException {
        content = bytes;
        server = new ArchiveServer(Map.of("a.tar.gz", bytes));
        archive = server.remote("a.tar.gz");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path download() {
        CifarFiles cifar10 = CifarFiles.CIFAR10;
        CifarFiles files = new CifarFiles(
                cifar10.source(),
                archive,
                cifar10.folder(),
                cifar10.training(),
                cifar10.test(),
                cifar10.records(),
                cifar10.tests(),
                cifar10.labels(),
                cifar10.classes());
        return new Download(files, (bytes, total) -> progress.add(bytes), Duration.ofMillis(500)).into(folder);
    }

    private Path part() {
        return folder.resolve("cifar-10-batches-bin.download/a.tar.gz");
    }

    private void writePart() throws IOException {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(content, 100));
    }

    private void failsWith(String text) throws IOException {
        assertThatThrownBy(this::download)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(text)
                .hasMessageNotContaining("\n");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path ->
                            !path.equals(part().getParent()) && !path.toString().endsWith(".lock")))
                    .isEmpty();
        }
    }

    @Test
    void bringsTheFilesAndTellsHowFarItIs() {
        Path unpacked = download();
        assertThat(unpacked).isEqualTo(folder.resolve("cifar-10-batches-bin"));
        assertThat(unpacked.resolve("data_batch_4.bin")).hasContent("data_batch_4.bin".repeat(100));
        assertThat(unpacked.resolve("readme.html")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.{download,lock,partial}");
        assertThat(progress).endsWith((long) content.length);
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        writePart();
        assertThat(download()).isDirectory();
        assertThat(server.ranges).containsExactly("bytes=100-");
    }

    @Test
    void twoAtOnceFetchItOnce() throws Exception {
        CompletableFuture<Path> other = CompletableFuture.supplyAsync(this::download);
        assertThat(download()).isEqualTo(other.get()).isDirectory();
        assertThat(server.ranges).hasSize(1);
    }

    /** As any other new folder: here by the mask of this process. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theDataMayBeReadByWhomTheUserLets() throws IOException {
        Path usual = Files.createDirectory(folder.resolve("usual"));
        assertThat(Files.getPosixFilePermissions(download())).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
        server.ignoresRanges = true;
        writePart();
        assertThat(download()).isDirectory();
    }

    @Test
    void aConnectionThatIsCutCanBeGoneOnWith() throws IOException {
        server.cutAfter = 150;
        failsWith("try again, it goes on where it stopped");
        server.cutAfter = Integer.MAX_VALUE;
        assertThat(download()).isDirectory();
    }

    @Test
    void aServerThatFallsSilentIsNotWaitedForInVain() throws IOException {
        server.cutAfter = 150;
        server.silentForMillis = 1_500;
        failsWith("no answer within");
    }

    @Test
    void errorsOfTheServerAreTold() throws IOException {
        server.status = 404;
        failsWith("status 404");
    }

    @Test
    void whatIsNotTheArchiveIsDeleted() throws IOException {
        archive = new FileSet.Remote(archive.address(), archive.size(), "0".repeat(32));
        failsWith("MD5 sum is wrong");
        assertThat(part()).doesNotExist();
    }

    @Test
    void anArchiveThatLacksAFileIsRefused() throws IOException {
        server.close();
        serve(ArchiveServer.archive(NAMES.subList(1, NAMES.size())));
        failsWith("holds no data_batch_1.bin");
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        server.close();
        failsWith("--data synthetic");
    }
}
