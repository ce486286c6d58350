package dev.cifarlab.app.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Walks through a picture file from its first to its last mark. The native decoders paint what is missing grey, or
 * write to standard error by themselves. Formats: PNG, third edition, section 5 (W3C, 2025); JPEG, ITU-T T.81, annex B;
 * GIF 89a (CompuServe, 1990), sections 15 to 24; WebP container, RFC 9649, section 2.
 */
final class WholePicture {

    private static final int PNG_SIGNATURE = 8;
    private static final int PNG_END = 0x49454e44; // IEND
    private static final int JPEG_END = 0xd9;
    private static final int GIF_EXTENSION = 0x21;
    private static final int GIF_FRAME = 0x2c;

    private WholePicture() {}

    /** Throws where a file of a kind is cut off, or a PNG damaged. */
    static void require(Path file, String kind) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            switch (kind) {
                case "png" -> png(in);
                case "jpeg" -> jpeg(in);
                case "bmp" -> bmp(in, Files.size(file));
                case "gif" -> gif(in);
                case "webp" -> webp(in, Files.size(file));
                default -> {} // Java's reader of TIFF says where one is cut off
            }
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private static void png(DataInputStream in) throws IOException {
        in.skipNBytes(PNG_SIGNATURE);
        for (int type = 0; type != PNG_END; ) {
            int length = in.readInt();
            type = in.readInt();
            CRC32 sum = new CRC32();
            for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
                sum.update(type >>> shift);
            }
            update(sum, in, length);
            if (in.readInt() != (int) sum.getValue()) {
                throw new IOException("a checksum in it does not match");
            }
        }
    }

    private static void update(CRC32 sum, DataInputStream in, int length) throws IOException {
        byte[] chunk = new byte[1 << 13];
        for (int left = length; left > 0; ) {
            int count = Math.min(left, chunk.length);
            in.readFully(chunk, 0, count);
            sum.update(chunk, 0, count);
            left -= count;
        }
    }

    private static void jpeg(DataInputStream in) throws IOException {
        in.readUnsignedShort();
        for (int marker = nextMarker(in); marker != JPEG_END; marker = nextMarker(in)) {
            boolean hasLength = marker >= 0xc0 && (marker < 0xd0 || marker > 0xd9);
            if (hasLength) {
                in.skipNBytes(Math.max(0, in.readUnsignedShort() - 2));
            }
        }
    }

    /** Passes over a scan's data, in which 0xff is followed by 0, and over fill bytes. */
    private static int nextMarker(DataInputStream in) throws IOException {
        int before = 0;
        int now = in.readUnsignedByte();
        while (before != 0xff || now == 0 || now == 0xff) {
            before = now;
            now = in.readUnsignedByte();
        }
        return now;
    }

    private static void bmp(DataInputStream in, long size) throws IOException {
        in.readUnsignedShort();
        if (Integer.toUnsignedLong(Integer.reverseBytes(in.readInt())) > size) {
            throw new EOFException();
        }
    }

    /** To the end of the first frame, which is the one that is read. */
    private static void gif(DataInputStream in) throws IOException {
        in.skipNBytes(10);
        colours(in, 2);
        int block = in.readUnsignedByte();
        while (block == GIF_EXTENSION) {
            in.readUnsignedByte();
            blocks(in);
            block = in.readUnsignedByte();
        }
        if (block != GIF_FRAME) {
            throw new IOException("there is no picture in it");
        }
        in.skipNBytes(8);
        colours(in, 0);
        in.readUnsignedByte();
        blocks(in);
    }

    /** Flags, some bytes between, and a table of colours where the flags tell of one. */
    private static void colours(DataInputStream in, int between) throws IOException {
        int flags = in.readUnsignedByte();
        int count = (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
        in.skipNBytes(between + 3L * count);
    }

    /** Up to an empty block. */
    private static void blocks(DataInputStream in) throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.skipNBytes(length);
        }
    }

    private static void webp(DataInputStream in, long size) throws IOException {
        in.readInt();
        if (Integer.toUnsignedLong(Integer.reverseBytes(in.readInt())) > size - 8) {
            throw new EOFException();
        }
    }
}
