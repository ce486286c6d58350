package dev.cifarlab.app.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Takes the data files out of an archive: into a folder beside their place first, which is renamed when all are there.
 * One process at a time may do so.
 *
 * @param files which files there must be
 */
record CifarArchive(CifarFiles files) {

    /** The archive holds texts too, which are short. */
    private static final long MOST_TEXT = 1_000_000;

    /** Those of them that say the names of the classes. */
    private static final Set<String> TEXTS =
            Set.of("batches.meta.txt", "coarse_label_names.txt", "fine_label_names.txt");

    /**
     * The header of an entry (POSIX.1-1988, "ustar"): names of up to 100 bytes, sizes in octal digits.
     *
     * @param name its path in the archive
     * @param size its bytes
     * @param isFile whether it is a plain file, and not a folder, a link or a note about the next one
     */
    private record Entry(String name, long size, boolean isFile) {

        private static final int BLOCK = 512;
        private static final int SUM = 148;
        private static final int TYPE = 156;

        /** The next header; nothing at the archive's end. */
        static Optional<Entry> read(DataInputStream tar) throws IOException {
            byte[] block = tar.readNBytes(BLOCK);
            if (block.length < BLOCK) {
                throw new EOFException();
            }
            int sum = IntStream.range(0, BLOCK)
                    .map(k -> k >= SUM && k < SUM + Long.BYTES ? ' ' : block[k] & 0xff)
                    .sum();
            if (sum == Long.BYTES * ' ') {
                return Optional.empty(); // all zeros
            }
            if (octal(block, SUM) != sum) {
                throw new IOException("it is no tar archive, or damaged");
            }
            boolean plain = block[TYPE] == 0 || block[TYPE] == '0';
            return Optional.of(new Entry(text(block, 0, 100), octal(block, 124), plain));
        }

        /** Writes what follows the header. */
        void copy(DataInputStream tar, OutputStream out) throws IOException {
            byte[] chunk = new byte[1 << 16];
            for (long left = size; left > 0; left -= chunk.length) {
                int length = (int) Math.min(left, chunk.length);
                tar.readFully(chunk, 0, length);
                out.write(chunk, 0, length);
            }
            tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        }

        private static String text(byte[] block, int from, int length) {
            return new String(block, from, length, StandardCharsets.ISO_8859_1).split("\0", 2)[0];
        }

        private static long octal(byte[] block, int from) throws IOException {
            int length = from == SUM ? Long.BYTES : 12;
            try {
                return Long.parseUnsignedLong(text(block, from, length).strip(), Byte.SIZE);
            } catch (NumberFormatException e) {
                throw new IOException("it is no tar archive, or damaged", e);
            }
        }
    }

    Path unpack(Path archive, Path folder) throws IOException {
        Path temporary = folder.resolveSibling(folder.getFileName() + ".partial");
        deleteRecursively(temporary); // left by a process that died
        try {
            Files.createDirectory(temporary); // readable by whom the user's umask lets
            extract(archive, temporary);
            for (String name : files.names()) {
                if (!Files.exists(temporary.resolve(name))) {
                    throw new IOException("the archive holds no " + name);
                }
            }
            return Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteRecursively(temporary);
        }
    }

    /** Files go by their last name alone, so that no entry can leave the folder; sizes are believed only to a limit. */
    private void extract(Path archive, Path folder) throws IOException {
        long mostOfOne = (long) Math.max(files.records(), files.tests()) * files.record() + MOST_TEXT;
        long most = files.bytes() + MOST_TEXT;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive));
                DataInputStream tar = new DataInputStream(new GZIPInputStream(raw))) {
            long total = 0;
            for (Optional<Entry> next = Entry.read(tar); next.isPresent(); next = Entry.read(tar)) {
                Entry entry = next.get();
                total += entry.size();
                if (entry.size() > mostOfOne || total > most) {
                    throw new IOException("the archive holds more than " + files.name() + ": " + entry.name());
                }
                String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
                boolean wanted = entry.isFile() && (files.names().contains(name) || TEXTS.contains(name));
                try (OutputStream out = wanted ? create(folder.resolve(name)) : OutputStream.nullOutputStream()) {
                    entry.copy(tar, out);
                }
            }
        }
    }

    private static OutputStream create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException("the archive holds " + file.getFileName() + " twice");
        }
        return Files.newOutputStream(file);
    }

    static void deleteRecursively(Path folder) throws IOException {
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
