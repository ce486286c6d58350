package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {

    private static final String NAME = "org.bytedeco.javacpp.cachedir";

    @TempDir
    private Path folder;

    @Test
    void isAnyFolderThatCanBeMadeAndLeavesNothingInIt() {
        Path cache = folder.resolve("home/.javacpp/cache");
        assertThat(NativeFolder.librariesRunFrom(cache)).isTrue();
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aNameThatIsNoFolderIsRefusedWithAdvice() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        String before = System.getProperty(NAME);
        System.setProperty(NAME, file.toString());
        try {
            assertThatThrownBy(NativeFolder::choose)
                    .isInstanceOf(UserException.class)
                    .hasMessageContainingAll("cannot run from " + file, "CIFAR_LAB_JAVA_OPTS=-D" + NAME + "=FOLDER");
        } finally {
            if (before == null) {
                System.clearProperty(NAME);
            } else {
                System.setProperty(NAME, before);
            }
        }
    }
}
