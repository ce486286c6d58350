package dev.cifarlab.app.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What the markers of a JPEG say (ITU-T T.81, annex B, and T.872 for Adobe's), read to the last one. */
final class JpegMarks {

    private static final int END = 0xd9;
    private static final int FILL = 0xff;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;

    /** Of all processes: sequential, progressive, lossless; by Huffman's or by arithmetic codes. */
    private static final Set<Integer> FRAMES =
            Set.of(0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf);

    private final DataInputStream in;
    private final byte[] some = new byte[256];
    private byte[] exif = {};
    private int components;
    private int transform;

    private JpegMarks(DataInputStream in) {
        this.in = in;
    }

    /** Throws where the end mark is missing. */
    static JpegMarks read(DataInputStream in) throws IOException {
        JpegMarks marks = new JpegMarks(in);
        in.readUnsignedShort();
        for (int marker = marks.next(); marker != END; marker = marks.next()) {
            if (marker >= 0xc0 && (marker < 0xd0 || marker > 0xd9)) {
                byte[] data = new byte[Math.max(0, in.readUnsignedShort() - 2)];
                in.readFully(data);
                marks.keep(marker, data);
            }
        }
        return marks;
    }

    private void keep(int marker, byte[] data) {
        if (marker == EXIF && exif.length == 0 && startsWith(data, "Exif\0\0")) {
            exif = data;
        } else if (marker == ADOBE && startsWith(data, "Adobe") && data.length > 11) {
            transform = data[11];
        } else if (FRAMES.contains(marker) && data.length > 5) {
            components = data[5];
        }
    }

    private static boolean startsWith(byte[] data, String text) {
        return new String(data, StandardCharsets.ISO_8859_1).startsWith(text);
    }

    /** Passes over a scan's data, in which 0xff is followed by 0, and over fill bytes. */
    private int next() throws IOException {
        int now = 0;
        while (now == 0 || now == FILL) {
            if (now == 0) {
                skipToFill();
            }
            now = in.readUnsignedByte();
        }
        return now;
    }

    /** Behind the next 0xff; many bytes at once, as one after the other takes as long as decoding them. */
    private void skipToFill() throws IOException {
        for (int found = -1; found < 0; ) {
            in.mark(some.length);
            int count = in.read(some);
            if (count < 0) {
                throw new EOFException();
            }
            while (++found < count && some[found] != (byte) FILL) {}
            in.reset();
            in.skipNBytes(Math.min(found + 1, count));
            found = found < count ? found : -1;
        }
    }

    byte[] exif() {
        return exif;
    }

    /** Whether it is of four inks, stored upside down as Adobe does. */
    boolean isOfInks() {
        return components == 4;
    }

    /** Whether three of the inks are stored as brightness and colour. */
    boolean isTransformed() {
        return transform == 2;
    }
}
