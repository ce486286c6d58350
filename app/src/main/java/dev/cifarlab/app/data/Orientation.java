package dev.cifarlab.app.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How a camera was held: tag 0x0112 of Exif 3.0 (CIPA DC-008-2023), and of TIFF 6.0 (Adobe, 1992), whose layout Exif
 * has.
 *
 * @param number 1 to 8, as in these documents; 1 is upright
 */
record Orientation(int number) {

    private static final Orientation UPRIGHT = new Orientation(1);
    private static final int TAG = 0x0112;
    private static final int LONG = 4;
    private static final int MOST = 8;

    /** That of Exif data; upright where they are empty, damaged or do not say. */
    static Orientation of(byte[] exif) {
        int start = exif.length > 6 && exif[0] == 'E' ? 6 : 0; // "Exif", 0, 0
        byte[] tiff = Arrays.copyOfRange(exif, start, exif.length);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(tiff))) {
            return read(in);
        } catch (IOException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    /** That of a stream with TIFF's layout. */
    static Orientation read(ImageInputStream in) throws IOException {
        in.setByteOrder(in.readUnsignedByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        in.seek(4);
        in.seek(in.readUnsignedInt());
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int tag = in.readUnsignedShort();
            int type = in.readUnsignedShort();
            in.readInt();
            long end = in.getStreamPosition() + 4;
            if (tag == TAG) {
                long number = type == LONG ? in.readUnsignedInt() : in.readUnsignedShort();
                return number >= 1 && number <= MOST ? new Orientation((int) number) : UPRIGHT;
            }
            in.seek(end);
        }
        return UPRIGHT;
    }

    /** Square planes of bytes, turned and mirrored so that they are upright. */
    byte[] upright(byte[] planes, int side) {
        boolean turned = number > 4;
        boolean mirrored = "2378".indexOf('0' + number) >= 0;
        boolean upsideDown = "3467".indexOf('0' + number) >= 0;
        byte[] upright = new byte[planes.length];
        for (int k = 0; k < planes.length; k++) {
            int column = k % side;
            int row = k / side % side;
            int x = turned ? row : column;
            int y = turned ? column : row;
            int from = (upsideDown ? side - 1 - y : y) * side + (mirrored ? side - 1 - x : x);
            upright[k] = planes[k / (side * side) * side * side + from];
        }
        return upright;
    }
}
