package dev.cifarlab.app.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files of all kinds, good and bad, made on the spot. */
public final class PictureSamples {

    private PictureSamples() {}

    /** An orange picture. */
    public static byte[] plain(String format) {
        return encode(filled(BufferedImage.TYPE_INT_RGB), format);
    }

    public static byte[] grey(String format) {
        return encode(filled(BufferedImage.TYPE_BYTE_GRAY), format);
    }

    public static byte[] greySixteenBits() {
        return encode(filled(BufferedImage.TYPE_USHORT_GRAY), "png");
    }

    public static byte[] transparent() {
        return encode(filled(BufferedImage.TYPE_INT_ARGB), "png");
    }

    /** 200x200 pixels that compress badly. */
    public static byte[] noise(String format) {
        BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 40_000; pixel++) {
            picture.setRGB(pixel % 200, pixel / 200, pixel * 0x9e3779b1);
        }
        return encode(picture, format);
    }

    /** The orange picture, with chunks behind its header that tell of a second frame. */
    public static byte[] animated() {
        try {
            byte[] whole = plain("png");
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.write(whole, 0, 33);
            chunk(out, "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
            chunk(out, "fcTL", new byte[] {
                0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0
            });
            out.write(whole, 33, whole.length - 33);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage filled(int type) {
        BufferedImage picture = new BufferedImage(40, 40, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(240, 120, 20));
        graphics.fillRect(0, 0, 40, 40);
        graphics.dispose();
        return picture;
    }

    private static byte[] encode(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalStateException("no writer of " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Four channels of ink, as printers want them. */
    public static byte[] inks(int... stored) {
        WritableRaster raster = Raster.createInterleavedRaster(0, 40, 40, 4, null);
        for (int pixel = 0; pixel < 1600; pixel++) {
            raster.setPixel(pixel % 40, pixel / 40, stored);
        }
        return written("jpeg", writer -> writer.write(new IIOImage(raster, null, null)));
    }

    /** The orange picture, and a blue one behind it. */
    public static byte[] animatedGif() {
        BufferedImage second = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        second.setRGB(20, 20, 0x0000ff);
        return written("gif", writer -> {
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(filled(BufferedImage.TYPE_INT_RGB), null, null), null);
            writer.writeToSequence(new IIOImage(second, null, null), null);
            writer.endWriteSequence();
        });
    }

    /** What is done with a writer that has its output. */
    private interface Writing {
        void with(ImageWriter writer) throws IOException;
    }

    private static byte[] written(String format, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writing.with(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Nothing but transparent pixels. */
    public static byte[] clearGif() {
        return encode(new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB), "gif");
    }

    /** The orange picture in the lossless format of RFC 9649, section 3: each prefix code has one symbol. */
    public static byte[] webP() {
        BitSet bits = new BitSet();
        int end = append(bits, 0, 0x2f, 8);
        end = append(bits, end, 39, 14); // width - 1
        end = append(bits, end, 39, 14);
        end = append(bits, end, 0, 1 + 3 + 3); // no alpha, version 0, no transforms, no cache, no groups
        for (int symbol : new int[] {120, 240, 20, 255, 0}) { // green, red, blue, alpha, distance
            end = append(bits, end, 0b101, 3); // a simple code, of one symbol, of 8 bits
            end = append(bits, end, symbol, 8);
        }
        byte[] data = Arrays.copyOf(bits.toByteArray(), (end + 15) / 16 * 2);
        return ByteBuffer.allocate(20 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + data.length)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** Appends a number, lowest bit first. */
    private static int append(BitSet bits, int end, int number, int count) {
        for (int bit = 0; bit < count; bit++) {
            bits.set(end + bit, (number >> bit & 1) == 1);
        }
        return end + count;
    }

    /** Only the beginning. */
    public static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** As cameras write two views: one behind the other. */
    public static byte[] twice(byte[] whole) {
        byte[] bytes = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, bytes, whole.length, whole.length);
        return bytes;
    }

    /** A bitmap whose header does not say how long it is. */
    public static byte[] withoutSize(byte[] bitmap) {
        byte[] bytes = bitmap.clone();
        Arrays.fill(bytes, 2, 6, (byte) 0);
        return bytes;
    }

    /** All but the end. */
    public static byte[] cutLate(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - 4);
    }

    /** Nonsense in the middle. */
    public static byte[] scrambled(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int k = bytes.length / 3; k < bytes.length * 2 / 3; k++) {
            bytes[k] = (byte) (k * 31);
        }
        return bytes;
    }

    /** A grey PNG of any size whose pixels are all black, in few bytes. */
    public static byte[] bomb(int width, int height) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.writeLong(0x89504e470d0a1a0aL);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 0, 0, 0, 0});
            chunk(out, "IHDR", header.toByteArray());
            chunk(out, "IDAT", zeros((width + 1L) * height));
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zeros(long count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(1))) {
            for (long left = Math.min(count, 1 << 24); left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
