package dev.cifarlab.app.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The header of an entry of a tar archive (POSIX.1-1988, "ustar"): names of up to 100 bytes, sizes in octal digits.
 *
 * @param name its path in the archive
 * @param size its bytes
 * @param isFile whether it is a plain file, and not a folder, a link or a note about the next one
 */
record TarEntry(String name, long size, boolean isFile) {

    private static final int BLOCK = 512;
    private static final int SUM = 148;
    private static final int TYPE = 156;

    /** The next header; nothing at the archive's end. */
    static Optional<TarEntry> read(DataInputStream tar) throws IOException {
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
        return Optional.of(new TarEntry(text(block, 0, 100), octal(block, 124), plain));
    }

    /** What follows the header, which must be within a limit. */
    byte[] content(DataInputStream tar) throws IOException {
        byte[] content = new byte[Math.toIntExact(size)];
        tar.readFully(content);
        tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        return content;
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
