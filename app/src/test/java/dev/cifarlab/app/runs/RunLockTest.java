package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the lock, seen from this process and from another one. */
class RunLockTest {

    @TempDir
    private Path temporary;

    private RunFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = new RunFolder(Files.createDirectory(temporary.resolve("run")));
    }

    /** Tries to take the lock in a process of its own: exit code 0 where it gets it, 3 where somebody has it. */
    static final class Other {

        private Other() {}

        /** Takes a folder. */
        public static void main(String[] arguments) {
            System.exit(RunLock.tryOf(new RunFolder(Path.of(arguments[0]))).isPresent() ? 0 : 3);
        }
    }

    private boolean anotherProcessGetsIt() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        folder.path().toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isIn(0, 3);
        return process.exitValue() == 0;
    }

    @Test
    void askingInVainTakesNothingFromTheHolder() throws Exception {
        try (RunLock held = RunLock.of(folder)) {
            assertThat(RunLock.tryOf(folder)).isEmpty();
            assertThat(anotherProcessGetsIt()).isFalse();
        }
        assertThat(anotherProcessGetsIt()).isTrue();
    }

    @Test
    void everyPathToTheFolderLeadsToTheSameLock() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder.path());
        try (RunLock held = RunLock.of(new RunFolder(link))) {
            assertThat(RunLock.tryOf(folder)).isEmpty();
            assertThat(RunLock.tryOf(new RunFolder(temporary.resolve("run/../link/."))))
                    .isEmpty();
            assertThat(anotherProcessGetsIt()).isFalse();
        }
        try (RunLock again = RunLock.of(folder)) {
            assertThat(RunLock.tryOf(new RunFolder(link))).isEmpty();
        }
    }

    /** Spark's driver and its executors in one process have class loaders of their own. */
    @Test
    void aSecondClassLoaderSeesTheHolder() throws Exception {
        URL[] path = {RunLock.class.getProtectionDomain().getCodeSource().getLocation()};
        try (RunLock held = RunLock.of(folder);
                URLClassLoader loader = new ChildFirst(path)) {
            Class<?> record = loader.loadClass(RunFolder.class.getName());
            Class<?> lock = loader.loadClass(RunLock.class.getName());
            assertThat(lock).isNotSameAs(RunLock.class);
            Object theirs = record.getConstructor(Path.class).newInstance(folder.path());
            Object answer = lock.getMethod("tryOf", record).invoke(null, theirs);
            assertThat((Optional<?>) answer).isEmpty();
            assertThat(anotherProcessGetsIt()).isFalse();
        }
    }

    /** Loads the app's classes anew. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(URL[] path) {
            super(path, RunLockTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null && name.startsWith("dev.cifarlab.")
                    ? findClass(name)
                    : super.loadClass(name, resolve);
        }
    }

    @Test
    void aLockThatIsGivenBackTwiceLeavesTheNextHolderAlone() throws Exception {
        RunLock first = RunLock.of(folder);
        first.close();
        try (RunLock second = RunLock.of(folder)) {
            first.close();
            assertThat(RunLock.tryOf(folder)).isEmpty();
            assertThat(anotherProcessGetsIt()).isFalse();
        }
    }

    @Test
    void aFolderThatIsGoneIsNamedAndLeavesNoLock() throws IOException {
        Files.delete(folder.path());
        assertThatThrownBy(() -> RunLock.of(folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot be written");
        Files.createDirectory(folder.path());
        try (RunLock held = RunLock.of(folder)) {
            assertThat(folder.file(".lock")).exists();
        }
    }
}
