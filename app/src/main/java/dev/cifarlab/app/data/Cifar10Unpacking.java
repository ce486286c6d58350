package dev.cifarlab.app.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Takes the data files out of the archive: into a folder beside their place first, which is renamed when all are there.
 * One process at a time may do so.
 */
final class Cifar10Unpacking {

    /** Somewhat more than all of CIFAR-10, and than its largest file. */
    private static final long MOST_BYTES = 200_000_000;

    private static final long MOST_OF_ONE = 31_000_000;

    private Cifar10Unpacking() {}

    static Path unpack(Path archive, Path folder) throws IOException {
        Path temporary = folder.resolve(Cifar10Location.FOLDER + ".partial");
        deleteRecursively(temporary); // left by a process that died
        try {
            Files.createDirectory(temporary); // readable by whom the user's umask lets
            extract(archive, temporary);
            requireAll(temporary);
            Path place = folder.resolve(Cifar10Location.FOLDER);
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            return place;
        } finally {
            deleteRecursively(temporary);
        }
    }

    /** Files go by their last name alone, so that no entry can leave the folder; sizes are believed only to a limit. */
    private static void extract(Path archive, Path folder) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive));
                DataInputStream tar = new DataInputStream(new GZIPInputStream(raw))) {
            long total = 0;
            for (Optional<TarEntry> next = TarEntry.read(tar); next.isPresent(); next = TarEntry.read(tar)) {
                TarEntry entry = next.get();
                total += entry.size();
                if (entry.size() > MOST_OF_ONE || total > MOST_BYTES) {
                    throw new IOException("the archive holds more than CIFAR-10: " + entry.name());
                }
                byte[] content = entry.content(tar);
                String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
                if (entry.isFile() && isWanted(name)) {
                    place(content, folder.resolve(name));
                }
            }
        }
    }

    private static void place(byte[] content, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException("the archive holds " + file.getFileName() + " twice");
        }
        Files.write(file, content);
    }

    private static boolean isWanted(String name) {
        return name.equals("batches.meta.txt")
                || name.equals(Cifar10Reader.TEST)
                || Cifar10Reader.TRAINING.contains(name);
    }

    private static void requireAll(Path folder) throws IOException {
        List<String> names = Stream.concat(Cifar10Reader.TRAINING.stream(), Stream.of(Cifar10Reader.TEST))
                .toList();
        for (String name : names) {
            if (!Files.exists(folder.resolve(name))) {
                throw new IOException("the archive holds no " + name);
            }
        }
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
