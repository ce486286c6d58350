package dev.cifarlab.app.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Picture files written by hand, byte by byte, so that no decoder's own idea of a format stands behind them. */
final class PictureBytes {

    private static final int SIDE = 32;

    private PictureBytes() {}

    /** Pixels with one value in the upper left corner, 8 wide and 4 high, and another elsewhere. */
    static byte[] corner(byte[] in, byte[] out) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            all.writeBytes(pixel % SIDE < 8 && pixel / SIDE < 4 ? in : out);
        }
        return all.toByteArray();
    }

    /** A chunk of a PNG. */
    static byte[] chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        return joined(ByteBuffer.allocate(4).putInt(data.length).array(), name, data, number(sum.getValue()));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(4).putInt((int) value).array();
    }

    /** A square PNG; rows are those of {@code data}, without filter; chunks come before the pixels. */
    static byte[] png(int side, int depth, int colourType, byte[] data, byte[]... chunks) {
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(side)
                .putInt(side)
                .put((byte) depth)
                .put((byte) colourType);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(pixels)) {
            int row = data.length / side;
            for (int y = 0; y < side; y++) {
                out.write(0);
                out.write(data, y * row, row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return joined(
                ByteBuffer.allocate(8).putLong(0x89504e470d0a1a0aL).array(),
                chunk("IHDR", header.array()),
                joined(chunks),
                chunk("IDAT", pixels.toByteArray()),
                chunk("IEND"));
    }

    /** Exif data, or the file of a picture without pixels in TIFF, that says how a camera was held. */
    static byte[] orientation(int number) {
        return tiffTags(ByteOrder.BIG_ENDIAN, new byte[0], new int[][] {{0x112, number}});
    }

    /** A square TIFF of one strip; tags are those that are not of size or place. */
    static byte[] tiff(int side, byte[] data, int samples, int bits, int photometric, int[]... more) {
        int[][] tags = new int[8 + more.length][];
        int[][] fixed = {
            {256, side},
            {257, side},
            {258, bits},
            {259, 1},
            {262, photometric},
            {273, 8},
            {277, samples},
            {279, data.length}
        };
        System.arraycopy(fixed, 0, tags, 0, fixed.length);
        System.arraycopy(more, 0, tags, fixed.length, more.length);
        Arrays.sort(tags, Comparator.comparingInt(tag -> tag[0]));
        return tiffTags(ByteOrder.LITTLE_ENDIAN, data, tags);
    }

    private static byte[] tiffTags(ByteOrder order, byte[] data, int[][] tags) {
        ByteBuffer file = ByteBuffer.allocate(8 + data.length + 2 + 12 * tags.length + 4 + 16)
                .order(order);
        file.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 42).putInt(8 + data.length).put(data).putShort((short) tags.length);
        int behind = 8 + data.length + 2 + 12 * tags.length + 4;
        for (int[] tag : tags) {
            boolean perSample = tag[0] == 258;
            int count = perSample ? 4 : 1;
            file.putShort((short) tag[0]).putShort((short) 3).putInt(count);
            if (perSample) {
                file.putInt(behind);
                for (int k = 0; k < count; k++) {
                    file.putShort(behind + 2 * k, (short) tag[1]);
                }
            } else {
                file.putShort((short) tag[1]).putShort((short) 0);
            }
        }
        return file.array();
    }

    /** A BMP behind whose header of any version masks or colours, and pixels, stand. */
    static byte[] bmp(int headerSize, int side, int rows, int bits, int compression, byte[] colours, byte[] pixels) {
        ByteBuffer file = ByteBuffer.allocate(14 + headerSize + colours.length + pixels.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(0).putInt(0).putInt(14 + headerSize + colours.length);
        file.putInt(headerSize);
        if (headerSize == 12) {
            file.putShort((short) side)
                    .putShort((short) rows)
                    .putShort((short) 1)
                    .putShort((short) bits);
        } else {
            file.putInt(side)
                    .putInt(rows)
                    .putShort((short) 1)
                    .putShort((short) bits)
                    .putInt(compression);
        }
        file.position(14 + headerSize);
        return file.put(colours).put(pixels).array();
    }

    /** A WebP around chunks, each with its name and length. */
    static byte[] riff(byte[]... chunks) {
        byte[] all = joined(chunks);
        ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + all.length);
        return joined(head.put("WEBP".getBytes(StandardCharsets.US_ASCII)).array(), all);
    }

    /** A chunk of a WebP. */
    static byte[] riffChunk(String name, byte... data) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + (data.length + 1) / 2 * 2).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] bytes(int... values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int value : values) {
            all.write(value);
        }
        return all.toByteArray();
    }
}
