package dev.cifarlab.app.cli;

import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Where JavaCPP and JNA unpack native libraries: at home, unless nothing can be written there, or what is written may
 * not be executed, as where file systems are mounted {@code noexec}.
 */
final class NativeFolder {

    private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";
    private static final String JNA = "jna.tmpdir";

    private NativeFolder() {}

    /**
     * To be called before a native library is loaded: also looks at the environment that they read, and has their
     * threads sleep where they wait.
     *
     * @throws UserException when they could not run, or would not do their work
     */
    static void prepare() {
        Variables.check(System.getenv());
        choose();
        OpenMp.letThreadsGiveWay();
        LoggerFactory.getILoggerFactory(); // by one thread, before two ask for loggers at once
    }

    /** Refuses where libraries can run from no folder that is tried. */
    static void choose() {
        String named = System.getProperty(JAVACPP);
        if (named != null) {
            if (!librariesRunFrom(Path.of(named))) {
                throw nowhere(List.of(Path.of(named)));
            }
            return;
        }
        Path usual = Path.of(System.getProperty("user.home", "."), ".javacpp", "cache");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
        List<Path> folders = List.of(
                usual,
                temporary.resolve(".javacpp-" + System.getProperty("user.name")).resolve("cache"),
                Path.of("").toAbsolutePath().resolve(".javacpp"));
        Path first = folders.stream()
                .filter(NativeFolder::librariesRunFrom)
                .findFirst()
                .orElseThrow(() -> nowhere(folders));
        if (!first.equals(usual)) {
            System.setProperty(JAVACPP, first.toString());
            System.setProperty(JNA, System.getProperty(JNA, first.toString()));
        }
    }

    /** The system says of a file marked as executable that it is not where nothing may be executed. */
    static boolean librariesRunFrom(Path folder) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(folder), "library", ".tmp");
            try {
                return file.toFile().setExecutable(true) && Files.isExecutable(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    private static UserException nowhere(List<Path> folders) {
        return UserException.failed(
                "native libraries cannot run from %s (read-only, full, or mounted noexec); name a folder they can run"
                        + " from by CIFAR_LAB_JAVA_OPTS=-D%s=FOLDER, or java -D%s=FOLDER",
                String.join(" nor ", folders.stream().map(Path::toString).toList()), JAVACPP, JAVACPP);
    }
}
