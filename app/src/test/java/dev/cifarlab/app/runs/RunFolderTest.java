package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    private Path folder;

    @Test
    void keepsItsSettings() {
        Path path = folder.resolve("runs/a");
        RunFolder.create(path, TrainConfig.defaults());
        assertThat(RunFolder.open(path).config()).isEqualTo(TrainConfig.defaults());
    }

    @Test
    void neverOverwrites() throws IOException {
        Path path = folder.resolve("a");
        Files.createDirectory(path);
        assertThatThrownBy(() -> RunFolder.create(path, TrainConfig.defaults()))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(UserException.USAGE))
                .hasMessageContaining("exists");
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void saysWhereItCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunFolder.create(file.resolve("run"), TrainConfig.defaults()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("choose another --out");
    }

    @Test
    void refusesFoldersThatAreNoRuns() {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a run folder");
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("x.txt");
        AtomicFiles.write(file, "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("No space left on device");
        assertThat(file).hasContent("old");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void noErrorLeavesAPartOfAFile() {
        for (Throwable thrown : new Throwable[] {new NoClassDefFoundError("x"), new IllegalStateException("x")}) {
            assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("x.png"), out -> {
                        out.write(1);
                        sneak(thrown);
                    }))
                    .isSameAs(thrown);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
