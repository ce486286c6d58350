package dev.cifarlab.app.data;

import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Images in memory as bytes, and their labels.
 *
 * @param pixels all images one after the other, each planar (channels, height, width), red first, values 0..255
 * @param labels class indices, one an image
 * @param channels channels of an image
 * @param height height in pixels
 * @param width width in pixels
 * @param classNames names of the classes, by index
 */
public record ImageSet(byte[] pixels, int[] labels, int channels, int height, int width, List<String> classNames) {

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** Bytes of one image. */
    public int imageLength() {
        return channels * height * width;
    }

    /** A checksum of all images and labels, in their order. */
    public String digest() {
        return digest(0, size());
    }

    /** CRC-32C of some images and their labels: quick enough to be taken at every start. */
    String digest(int from, int to) {
        CRC32C sum = new CRC32C();
        for (int image = from; image < to; image++) {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                sum.update(labels[image] >> shift);
            }
        }
        sum.update(pixels, from * imageLength(), (to - from) * imageLength());
        return "crc32c:" + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** The images with these indices, in this order, copied. */
    public ImageSet select(int[] indices) {
        int length = imageLength();
        byte[] chosen = new byte[Math.multiplyExact(indices.length, length)];
        int[] chosenLabels = new int[indices.length];
        for (int k = 0; k < indices.length; k++) {
            System.arraycopy(pixels, indices[k] * length, chosen, k * length, length);
            chosenLabels[k] = labels[indices[k]];
        }
        return new ImageSet(chosen, chosenLabels, channels, height, width, classNames);
    }
}
