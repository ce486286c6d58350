package dev.cifarlab.spark;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run folder on its way from a machine that does not see the driver's files; empty from one that does.
 *
 * @param files content by relative name
 */
record Parcel(Map<String, byte[]> files) implements Serializable {

    static final Parcel EMPTY = new Parcel(Map.of());

    private static final long serialVersionUID = 1L;

    private static final String NEEDED = "(?!\\.lock$)(?!checkpoints/epoch-).*";

    /** All files but the lock and older checkpoints: the newest and that of the best epoch. */
    static Parcel pack(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        String newest = "";
        for (Path file : list(folder)) {
            String name = folder.relativize(file).toString();
            if (Files.isRegularFile(file) && name.matches(NEEDED)) {
                files.put(name, Files.readAllBytes(file));
            } else if (name.startsWith("checkpoints/epoch-") && name.endsWith(".ckpt") && name.compareTo(newest) > 0) {
                newest = name;
            }
        }
        if (!newest.isEmpty()) {
            files.put(newest, Files.readAllBytes(folder.resolve(newest)));
        }
        return new Parcel(files);
    }

    /**
     * Puts the files in the place of what is at {@code folder}.
     *
     * @throws UserException when they cannot be written
     */
    void unpack(Path folder) {
        Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
        try {
            delete(partial);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = partial.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            delete(folder);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UserException.failed(
                    e, "%s: cannot be written (%s); free space and go on with --resume", folder, Reason.of(e));
        }
    }

    /** Deletes a folder with all that is in it, where there is one. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : list(folder)) {
                Files.delete(file);
            }
        }
    }

    /** The deepest first. */
    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
