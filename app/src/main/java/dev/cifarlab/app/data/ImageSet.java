package dev.cifarlab.app.data;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Images as bytes, and their labels.
 *
 * @param pixels the images, each planar (channels, height, width), red first, values 0..255
 * @param labels class indices, one an image, or {@link #UNKNOWN}
 * @param channels channels of an image
 * @param height height in pixels
 * @param width width in pixels
 * @param classNames names of the classes, by index; none twice
 * @param files the file of each image, as a user would name it; none where images have no files of their own
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
public record ImageSet(
        Pixels pixels, int[] labels, int channels, int height, int width, List<String> classNames, List<String> files) {

    /** The label of an image whose class is not known. */
    public static final int UNKNOWN = -1;

    /**
     * Checks that all sizes go together.
     *
     * @throws IllegalArgumentException saying which do not
     */
    public ImageSet {
        classNames = List.copyOf(classNames);
        files = List.copyOf(files);
        require(channels > 0 && height > 0 && width > 0, "an image has channels, rows and columns");
        require(
                pixels.length() == Math.multiplyExact(Math.multiplyExact(channels, height), width),
                "images of " + pixels.length() + " bytes are not " + channels + "x" + height + "x" + width);
        require(pixels.count() == labels.length, pixels.count() + " images, but " + labels.length + " labels");
        require(files.isEmpty() || files.size() == labels.length, files.size() + " files of " + labels.length);
        require(!classNames.isEmpty(), "no class has a name");
        require(new HashSet<>(classNames).size() == classNames.size(), "a class is named twice: " + classNames);
        for (int label : labels) {
            require(
                    label >= UNKNOWN && label < classNames.size(),
                    "the label " + label + ", where there are " + classNames.size() + " classes");
        }
    }

    /** The same, of images that have no files of their own. */
    public ImageSet(Pixels pixels, int[] labels, int channels, int height, int width, List<String> classNames) {
        this(pixels, labels, channels, height, width, classNames, List.of());
    }

    /** The same, of images in one array, one after the other. */
    public ImageSet(byte[] pixels, int[] labels, int channels, int height, int width, List<String> classNames) {
        this(Pixels.of(pixels, channels * height * width), labels, channels, height, width, classNames);
    }

    /** The same in squares of another size, resized as they are read. */
    public ImageSet resized(int side) {
        return height == side && width == side
                ? this
                : new ImageSet(
                        new Pixels.Resized(pixels, height, side), labels, channels, side, side, classNames, files);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** What an image is called: its file, else its index. */
    public String name(int index) {
        return files.isEmpty() ? String.valueOf(index) : files.get(index);
    }

    /** Bytes of one image. */
    public int imageLength() {
        return pixels.length();
    }

    /** A copy of one image's bytes, planar. */
    public byte[] image(int index) {
        byte[] image = new byte[imageLength()];
        pixels.read(index, image);
        return image;
    }

    /** CRC-32C of all labels and images, in their order: quick enough to be taken at every start. */
    public String digest() {
        CRC32C sum = new CRC32C();
        for (int label : labels) {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                sum.update(label >> shift);
            }
        }
        byte[] image = new byte[imageLength()];
        for (int index = 0; index < size(); index++) {
            pixels.read(index, image);
            sum.update(image);
        }
        return "crc32c:" + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** The images with these indices, in this order; none is copied. */
    public ImageSet select(int[] indices) {
        int[] chosen = new int[indices.length];
        for (int k = 0; k < indices.length; k++) {
            chosen[k] = labels[indices[k]];
        }
        List<String> named = files.isEmpty()
                ? files
                : IntStream.of(indices).mapToObj(files::get).toList();
        return new ImageSet(pixels.select(indices), chosen, channels, height, width, classNames, named);
    }
}
