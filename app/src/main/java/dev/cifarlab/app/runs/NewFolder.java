package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes the folders that trainings, searches and studies write to: whole, or not at all. */
public final class NewFolder {

    private NewFolder() {}

    /**
     * Makes a folder, those it lies in, and some within it. It gets its name only once {@code content} has filled it;
     * what a process leaves that was killed before is removed by the next.
     *
     * @throws UserException when there is something at {@code path} already, or it cannot be made
     */
    public static void make(Path path, Consumer<Path> content, String... within) {
        Path partial = path.resolveSibling("." + path.getFileName() + ".partial");
        try {
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            delete(partial);
            Files.createDirectory(partial);
            try {
                for (String name : within) {
                    Files.createDirectory(partial.resolve(name));
                }
                content.accept(partial);
                Files.move(partial, path);
            } finally {
                delete(partial);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(path)) {
                throw UserException.failed(
                        "%s: cannot be made (%s is a file); choose another --out", path, e.getFile());
            }
            throw UserException.usage("%s exists; choose another --out, or go on with it by --resume %s", path, path);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be made (%s); choose another --out", path, Reason.of(e));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
    }
}
