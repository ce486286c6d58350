package dev.cifarlab.examples.predict;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP files as every version of Java's reader knows them. Headers: 12 and 64 bytes are OS/2's, 40 to 124 Windows'; the
 * first 40 are common to all but the oldest.
 */
final class Bitmap {

    private static final int FILE_HEADER = 14;
    private static final int OLDEST = 12;
    private static final int COMMON = 40;
    private static final int WITH_MASKS = 108;
    private static final int MASKED = 3;
    private static final int[] MASKS = {0xff0000, 0xff00, 0xff, 0xff000000};
    private static final int SRGB = 0x73524742;

    private Bitmap() {}

    /** The same picture with a header of 40 bytes, or of 108 and one mask for all where its pixels may have masks. */
    static byte[] plain(byte[] file) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int size = from.getInt(FILE_HEADER);
        if (size == OLDEST) {
            return from.putInt(2, file.length).array();
        }
        int bits = from.getChar(28);
        return bits == 16 || bits == 32 ? unmasked(from, size, bits / 8) : common(from, size);
    }

    private static byte[] common(ByteBuffer from, int size) {
        int colours = FILE_HEADER + size; // where they start
        ByteBuffer to = start(from, size, COMMON, from.capacity() - colours);
        to.putInt(10, from.getInt(10) + COMMON - size);
        return to.put(from.array(), colours, to.remaining()).array();
    }

    private static byte[] unmasked(ByteBuffer from, int size, int bytes) throws IOException {
        int[] masks = masks(from, size, bytes);
        int width = from.getInt(18);
        int height = Math.abs(from.getInt(22));
        int stride = (width * bytes + 3) / 4 * 4;
        int pixels = from.getInt(10);
        if (width < 0 || (long) stride * height > from.capacity() - pixels) {
            throw new IOException("it is cut off");
        }
        ByteBuffer to = start(from, size, WITH_MASKS, 4 * width * height);
        to.putInt(10, to.position()).putChar(28, (char) 32).putInt(30, MASKED).putInt(70, SRGB);
        for (int k = 0; k < MASKS.length; k++) {
            to.putInt(FILE_HEADER + COMMON + 4 * k, MASKS[k]);
        }
        for (int k = 0; k < width * height; k++) {
            int at = pixels + k / width * stride + k % width * bytes;
            to.putInt(colour(bytes == 2 ? from.getChar(at) : from.getInt(at), masks));
        }
        return to.array();
    }

    /** A file of a header of another size, and room behind it. */
    private static ByteBuffer start(ByteBuffer from, int size, int other, int room) {
        ByteBuffer to = ByteBuffer.allocate(FILE_HEADER + other + room).order(ByteOrder.LITTLE_ENDIAN);
        to.put(from.array(), 0, FILE_HEADER + Math.min(size, COMMON));
        to.putInt(2, to.capacity()).putInt(FILE_HEADER, other);
        return to.position(FILE_HEADER + other);
    }

    /** The bits of red, green, blue and alpha. */
    private static int[] masks(ByteBuffer from, int size, int bytes) {
        int[] masks = bytes == 2 ? new int[] {0x7c00, 0x3e0, 0x1f, 0} : new int[] {0xff0000, 0xff00, 0xff, 0};
        int compression = size < COMMON ? 0 : from.getInt(30);
        int windows3 = compression == MASKED || size == 52 ? 3 : size == 56 ? 4 : 0;
        int told = size >= WITH_MASKS || compression == 6 ? 4 : windows3;
        for (int k = 0; k < told && from.getInt(54) != 0; k++) {
            masks[k] = from.getInt(54 + 4 * k);
        }
        return masks;
    }

    private static int colour(int stored, int[] masks) {
        int colour = 0;
        for (int k = 0; k < masks.length; k++) {
            int channel = (k + 3) % 4; // alpha is first
            int shift = Integer.numberOfTrailingZeros(masks[channel]);
            int full = masks[channel] >>> shift;
            int value = full == 0 ? 255 : Math.round(255f * ((stored & masks[channel]) >>> shift) / full);
            colour = colour << 8 | value;
        }
        return colour;
    }
}
