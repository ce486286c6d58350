package dev.cifarlab.examples.predict;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What a picture file says beside its pixels, on a walk from its first to its last mark: decoders paint grey what was
 * cut off. Formats: PNG, third edition, section 5 (W3C, 2025); JPEG, ITU-T T.81, annex B; GIF 89a (CompuServe, 1990).
 */
final class Marks {

    private static final int PNG_END = 0x49454e44; // IEND
    private static final int PNG_HEADER = 0x49484452; // IHDR
    private static final int PNG_EXIF = 0x65584966; // eXIf
    private static final int PNG_CLEAR = 0x74524e53; // tRNS
    private static final int JPEG_END = 0xd9;
    private static final int GIF_EXTENSION = 0x21;
    private static final int GIF_FRAME = 0x2c;

    private final ByteBuffer in;
    private Rectangle canvas;
    private int[] clear = {};
    private int orientation;
    private int pngColours;
    private String components = "";
    private boolean jfif;
    private int transform = -1;

    private Marks(ByteBuffer in) {
        this.in = in;
    }

    /** Throws where a file of a kind is cut off, or a PNG damaged. */
    static Marks of(byte[] file, String kind) throws IOException {
        Marks marks = new Marks(ByteBuffer.wrap(file));
        try {
            switch (kind) {
                case "png" -> marks.png();
                case "jpeg" -> marks.jpeg();
                case "gif" -> marks.gif();
                default -> marks.bmp();
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("it is cut off", e);
        }
        return marks;
    }

    /** The size of what a frame lies on, and the place where it lies; null where it is all. */
    Rectangle canvas() {
        return canvas;
    }

    /** The grey, or the red, green and blue as stored, that stands for nothing; empty where none does. */
    int[] clear() {
        return clear;
    }

    /** How the camera was held: 1 to 8, as in Exif 3.0, tag 0x0112. */
    int orientation() {
        return Math.max(1, orientation);
    }

    /** Whether a JPEG stores brightness and two differences: Adobe's mark, JFIF's, or its components' names tell. */
    boolean isOfDifferences() {
        boolean four = components.length() == 4;
        boolean told = transform >= 0 && transform != 2;
        return four ? transform == 2 : told ? transform != 0 : jfif || !components.equals("RGB");
    }

    private void bmp() {
        take(Integer.toUnsignedLong(in.order(ByteOrder.LITTLE_ENDIAN).getInt(2)));
    }

    private void png() throws IOException {
        in.position(8);
        for (int type = 0; type != PNG_END; ) {
            int length = in.getInt();
            ByteBuffer chunk = take(4L + length);
            CRC32 sum = new CRC32();
            sum.update(chunk.duplicate());
            if (in.getInt() != (int) sum.getValue()) {
                throw new IOException("a checksum in it does not match");
            }
            type = chunk.getInt();
            keep(type, chunk.slice());
        }
    }

    private void keep(int type, ByteBuffer data) {
        if (type == PNG_HEADER) {
            pngColours = data.get(9);
        } else if (type == PNG_EXIF) {
            orientation = orientation(data);
        } else if (type == PNG_CLEAR) {
            int samples = pngColours == 0 ? 1 : pngColours == 2 ? 3 : 0; // grey, colours, others
            clear = new int[Math.min(samples, data.limit() / 2)];
            Arrays.setAll(clear, k -> data.getChar(2 * k));
        }
    }

    private void jpeg() {
        in.position(2);
        for (int marker = next(); marker != JPEG_END; marker = next()) {
            if (marker >= 0xc0 && (marker < 0xd0 || marker > JPEG_END)) {
                segment(marker, take(Math.max(0, in.getChar() - 2)));
            }
        }
    }

    /** Passes over a scan's data, in which 0xff is followed by 0, and over fill bytes. */
    private int next() {
        int before = 0;
        int now = in.get() & 0xff;
        while (before != 0xff || now == 0 || now == 0xff) {
            before = now;
            now = in.get() & 0xff;
        }
        return now;
    }

    private void segment(int marker, ByteBuffer data) {
        String text = StandardCharsets.ISO_8859_1.decode(data.duplicate()).toString();
        switch (marker) {
            case 0xe0 -> jfif |= text.startsWith("JFIF\0");
            case 0xe1 -> exif(text, data);
            case 0xee -> transform = text.startsWith("Adobe") && text.length() > 11 ? text.charAt(11) : transform;
            case 0xc4, 0xc8, 0xcc -> {} // tables
            default -> components = marker <= 0xcf ? text.substring(6).replaceAll("(?s)(.)..", "$1") : components;
        }
    }

    private void exif(String text, ByteBuffer data) {
        if (text.startsWith("Exif\0\0") && orientation == 0) {
            orientation = orientation(data.slice(6, data.limit() - 6));
        }
    }

    /** To the end of the first frame, which is the one that is read. */
    private void gif() throws IOException {
        in.order(ByteOrder.LITTLE_ENDIAN).position(6);
        int width = in.getChar();
        int height = in.getChar();
        passColours(2);
        int block = in.get();
        while (block == GIF_EXTENSION) {
            in.get();
            passBlocks();
            block = in.get();
        }
        if (block != GIF_FRAME) {
            throw new IOException("there is no picture in it");
        }
        int x = in.getChar();
        int y = in.getChar();
        canvas = new Rectangle(x, y, Math.max(width, x + in.getChar()), Math.max(height, y + in.getChar()));
        passColours(0);
        in.get();
        passBlocks();
    }

    /** Flags, some bytes between, and a table of colours where the flags tell of one. */
    private void passColours(int between) {
        int flags = in.get();
        take(between + ((flags & 0x80) == 0 ? 0 : 3L * (2 << (flags & 7))));
    }

    /** Up to an empty block. */
    private void passBlocks() {
        for (int length = in.get() & 0xff; length > 0; length = in.get() & 0xff) {
            take(length);
        }
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return taken;
    }

    /** That of Exif data, which are laid out like a TIFF; 1 where they are damaged or do not say. */
    private static int orientation(ByteBuffer exif) {
        try {
            exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            exif.position(exif.getInt(4));
            for (int left = exif.getChar(); left > 0; left--) {
                int tag = exif.getChar();
                int type = exif.getChar();
                int at = exif.position() + 4;
                if (tag == 0x0112) {
                    int number = type == 4 ? exif.getInt(at) : exif.getChar(at);
                    return number >= 1 && number <= 8 ? number : 1;
                }
                exif.position(at + 4);
            }
        } catch (RuntimeException e) { // whatever it is, the picture is shown as it lies
            return 1;
        }
        return 1;
    }
}
