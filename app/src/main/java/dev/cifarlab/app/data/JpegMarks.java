package dev.cifarlab.app.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the markers of a JPEG say (ITU-T T.81, annex B, and T.872 for Adobe's), read to the last one. */
final class JpegMarks {

    private static final int END = 0xd9;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;

    private final DataInputStream in;
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
        String text = new String(data, StandardCharsets.ISO_8859_1);
        if (marker == EXIF && exif.length == 0 && text.startsWith("Exif\0\0")) {
            exif = data;
        } else if (marker == ADOBE && text.startsWith("Adobe") && data.length > 11) {
            transform = data[11];
        } else if (marker == 0xc0 || (marker > 0xc0 && marker < 0xd0 && marker % 4 > 0)) {
            components = data.length > 5 ? data[5] : 0;
        }
    }

    /** Passes over a scan's data, in which 0xff is followed by 0, and over fill bytes. */
    private int next() throws IOException {
        int before = 0;
        int now = in.readUnsignedByte();
        while (before != 0xff || now == 0 || now == 0xff) {
            before = now;
            now = in.readUnsignedByte();
        }
        return now;
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
