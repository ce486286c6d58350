package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Decoded pictures of a folder in one file, which is mapped into memory, so that they are decoded once, and need no
 * memory of Java's. The file holds the pixels, then the stamp of each picture with whether it could be read, then 16
 * bytes: where the stamps begin, their CRC-32C, and a mark.
 *
 * @param pixels of those that could be read, in the file's order
 * @param places of each picture in the pixels; -1 where it could not be read
 */
record PictureCache(Pixels pixels, Map<Stamp, Integer> places) {

    /** To be changed with the format, or where pictures are decoded to other pixels than before. */
    private static final int MARK = 0xc1fa_0001;

    private static final int END = Long.BYTES + 2 * Integer.BYTES;

    /** A file may be mapped in parts of less than 2 GiB. */
    private static final int PIECE = 1 << 30;

    /**
     * By what a file is taken for the same as before.
     *
     * @param path from the folder on
     * @param size in bytes
     * @param changed when it was, in nanoseconds since 1970
     */
    record Stamp(String path, long size, long changed) {

        static Stamp of(Path root, Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            return new Stamp(root.relativize(file).toString(), attributes.size(), changed);
        }
    }

    /** What is known of a folder whose pictures were never decoded. */
    static PictureCache empty() {
        return new PictureCache(Pixels.of(new byte[0], 1), Map.of());
    }

    /** The file for the pictures of a folder in a framing. */
    static Path file(Path caches, Path root, Framing framing) {
        try {
            String key = root.toAbsolutePath().normalize() + "\n" + framing;
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return caches.resolve("pictures").resolve(HexFormat.of().formatHex(sum, 0, Long.BYTES) + ".pixels");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a file holds; nothing where it is missing or no such file. */
    static PictureCache read(Path file, int length) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            ByteBuffer end = bytes(channel, size - END, END);
            long from = end.getLong();
            byte[] index =
                    bytes(channel, from, Math.toIntExact(size - END - from)).array();
            if (end.getInt() != sum(index) || end.getInt() != MARK) {
                return empty();
            }
            Map<Stamp, Integer> places = new HashMap<>();
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(index));
            int count = 0;
            while (in.available() > 0) {
                Stamp stamp = new Stamp(in.readUTF(), in.readLong(), in.readLong());
                places.put(stamp, in.readBoolean() ? count++ : -1);
            }
            return new PictureCache(map(channel, count, length), places);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            return empty(); // it is made anew
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, from + bytes.position());
            if (read < 0) {
                throw new IOException("it is cut off");
            }
        }
        return bytes.flip();
    }

    private static int sum(byte[] index) {
        CRC32C sum = new CRC32C();
        sum.update(index);
        return (int) sum.getValue();
    }

    private static Pixels map(FileChannel channel, int count, int length) throws IOException {
        int each = PIECE / length;
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int first = 0; first < count; first += each) {
            long bytes = (long) Math.min(each, count - first) * length;
            pieces.add(channel.map(FileChannel.MapMode.READ_ONLY, (long) first * length, bytes));
        }
        return new Pixels.Pieces(pieces, count, each, length, 0, length);
    }

    /** Takes pictures one after the other, and is there when all are. */
    static final class Writer implements AutoCloseable {

        private final Path file;
        private final Path partial;
        private final FileChannel channel;
        private final DataOutputStream out;
        private final ByteArrayOutputStream index = new ByteArrayOutputStream();
        private final DataOutputStream stamps = new DataOutputStream(index);

        /** Begins a file, in place of what another process may have left. */
        Writer(Path file) throws IOException {
            this.file = file;
            partial = file.resolveSibling(file.getFileName() + ".partial");
            channel = FileChannel.open(
                    partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        }

        /** A picture, of which there are no pixels where it cannot be read. */
        void add(Stamp stamp, byte... pixels) {
            try {
                stamps.writeUTF(stamp.path);
                stamps.writeLong(stamp.size);
                stamps.writeLong(stamp.changed);
                stamps.writeBoolean(pixels.length > 0);
                out.write(pixels);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Puts the file into its place. */
        void finish() {
            try {
                out.flush();
                long from = channel.position();
                out.write(index.toByteArray());
                out.writeLong(from);
                out.writeInt(sum(index.toByteArray()));
                out.writeInt(MARK);
                out.flush();
                channel.force(true);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private UserException failed(IOException e) {
            return UserException.failed(
                    e,
                    "%s: decoded pictures cannot be kept (%s); free space, or name another folder by XDG_CACHE_HOME",
                    file.getParent(),
                    Reason.of(e));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(partial);
        }
    }
}
