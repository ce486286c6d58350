package dev.cifarlab.app.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a picture file from its first to its last mark, as some decoders paint what is missing grey, and takes
 * along what decoders pass over. Formats: PNG, third edition, section 5 (W3C, 2025); GIF 89a
 * (CompuServe, 1990), sections 15 to 24; WebP container, RFC 9649, section 2.
 */
final class WholePicture {

    /**
     * What a frame is drawn upon.
     *
     * @param width columns
     * @param height rows
     * @param x column of the frame's left edge
     * @param y row of the frame's upper edge
     */
    record Canvas(int width, int height, int x, int y) {

        /** One on which a frame fits. */
        static Canvas holding(int width, int height, int x, int y, int frameWidth, int frameHeight) {
            return new Canvas(Math.max(width, x + frameWidth), Math.max(height, y + frameHeight), x, y);
        }
    }

    private static final int PNG_SIGNATURE = 8;
    private static final int PNG_END = 0x49454e44; // IEND
    private static final int PNG_HEADER = 0x49484452; // IHDR
    private static final int PNG_EXIF = 0x65584966; // eXIf
    private static final int PNG_CLEAR = 0x74524e53; // tRNS
    private static final int GIF_EXTENSION = 0x21;
    private static final int GIF_FRAME = 0x2c;
    private static final int MOST_KEPT = 1 << 20;

    private final DataInputStream in;
    private byte[] exif = {};
    private @Nullable JpegMarks jpeg;
    private boolean lossy;
    private int[] clear = {};
    private int colourType;
    private @Nullable Canvas canvas;

    private WholePicture(DataInputStream in) {
        this.in = in;
    }

    /** Throws where a file of a kind is cut off, or a PNG damaged. */
    static WholePicture of(Path file, String kind) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            WholePicture whole = new WholePicture(in);
            switch (kind) {
                case "png" -> whole.png();
                case "jpeg" -> whole.jpeg = JpegMarks.read(in);
                case "bmp" -> whole.bmp(Files.size(file));
                case "gif" -> whole.gif();
                case "webp" -> whole.webp(Files.size(file));
                default -> {} // TIFF's reader says where one is cut off
            }
            return whole;
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    /** The Exif data; empty where there are none. */
    byte[] exif() {
        return jpeg == null ? exif : jpeg.exif();
    }

    /** What a JPEG's markers say. */
    @Nullable
    JpegMarks jpeg() {
        return jpeg;
    }

    /** Whether it is a WebP of one colour for four pixels. */
    boolean isLossyWebP() {
        return lossy;
    }

    /** The grey, or the red, green and blue as stored, that stands for nothing; empty where none does. */
    int[] clear() {
        return clear;
    }

    /** What the first frame lies on; null where it is all. */
    @Nullable
    Canvas canvas() {
        return canvas;
    }

    private void png() throws IOException {
        in.skipNBytes(PNG_SIGNATURE);
        for (int type = 0; type != PNG_END; ) {
            int length = in.readInt();
            type = in.readInt();
            CRC32 sum = new CRC32();
            sum.update(ByteBuffer.allocate(4).putInt(0, type));
            boolean kept = type == PNG_HEADER || type == PNG_EXIF || type == PNG_CLEAR;
            if (kept && length > 0 && length < MOST_KEPT) {
                byte[] data = new byte[length];
                in.readFully(data);
                sum.update(data);
                keep(type, data);
            } else {
                update(sum, length);
            }
            if (in.readInt() != (int) sum.getValue()) {
                throw new IOException("a checksum in it does not match");
            }
        }
    }

    private void keep(int type, byte[] data) {
        if (type == PNG_EXIF) {
            exif = data;
        } else if (type == PNG_HEADER) {
            colourType = data[Math.min(9, data.length - 1)];
        } else {
            int samples = colourType == 0 ? 1 : colourType == 2 ? 3 : 0; // grey, colours, others
            clear = new int[Math.min(samples, data.length / 2)];
            Arrays.setAll(clear, k -> ByteBuffer.wrap(data).getChar(2 * k));
        }
    }

    private void update(CRC32 sum, int length) throws IOException {
        byte[] chunk = new byte[1 << 13];
        for (int left = length; left > 0; ) {
            int count = Math.min(left, chunk.length);
            in.readFully(chunk, 0, count);
            sum.update(chunk, 0, count);
            left -= count;
        }
    }

    private void bmp(long size) throws IOException {
        in.readUnsignedShort();
        if (unsignedInt() > size) {
            throw new EOFException();
        }
    }

    /** To the end of the first frame, which is the one that is read. */
    private void gif() throws IOException {
        in.skipNBytes(6);
        int width = unsignedShort();
        int height = unsignedShort();
        colours(2);
        int block = in.readUnsignedByte();
        while (block == GIF_EXTENSION) {
            in.readUnsignedByte();
            blocks();
            block = in.readUnsignedByte();
        }
        if (block != GIF_FRAME) {
            throw new IOException("there is no picture in it");
        }
        canvas = Canvas.holding(width, height, unsignedShort(), unsignedShort(), unsignedShort(), unsignedShort());
        colours(0);
        in.readUnsignedByte();
        blocks();
    }

    /** Flags, some bytes between, and a table of colours where the flags tell of one. */
    private void colours(int between) throws IOException {
        int flags = in.readUnsignedByte();
        int count = (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
        in.skipNBytes(between + 3L * count);
    }

    /** Up to an empty block. */
    private void blocks() throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.skipNBytes(length);
        }
    }

    private void webp(long size) throws IOException {
        in.readInt();
        long end = unsignedInt() + 8;
        in.readInt();
        if (end > size) {
            throw new EOFException();
        }
        int[] all = {0, 0};
        for (long at = 12; at + 8 <= end; ) {
            byte[] name = in.readNBytes(4);
            long length = unsignedInt();
            at += 8 + length + (length & 1);
            int read = 0;
            lossy |= canvas == null && isLossy(name);
            switch (new String(name, StandardCharsets.ISO_8859_1)) {
                case "VP8X" -> {
                    in.readInt();
                    all = new int[] {1 + threeBytes(), 1 + threeBytes()};
                    read = 10;
                }
                case "ANMF" -> {
                    if (canvas == null) {
                        canvas = Canvas.holding(
                                all[0], all[1], 2 * threeBytes(), 2 * threeBytes(), 1 + threeBytes(), 1 + threeBytes());
                        in.readInt();
                        lossy = isLossy(in.readNBytes(4));
                        read = 20;
                    }
                }
                case "EXIF" -> {
                    exif = in.readNBytes((int) Math.min(length, MOST_KEPT));
                    read = exif.length;
                }
                default -> {}
            }
            in.skipNBytes(Math.max(0, length - read) + (at <= end ? length & 1 : 0));
        }
    }

    /** An alpha channel of its own stands before lossy colours alone. */
    private static boolean isLossy(byte[] name) {
        return List.of("VP8 ", "ALPH").contains(new String(name, StandardCharsets.ISO_8859_1));
    }

    private int threeBytes() throws IOException {
        return unsignedShort() | in.readUnsignedByte() << 16;
    }

    private int unsignedShort() throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    }

    private long unsignedInt() throws IOException {
        return Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    }
}
