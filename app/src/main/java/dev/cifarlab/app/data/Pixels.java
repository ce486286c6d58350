package dev.cifarlab.app.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of images of one size, wherever they lie. */
public interface Pixels {

    /** Number of images. */
    int count();

    /** Bytes of an image. */
    int length();

    /** Copies an image's bytes to the start of an array. */
    void read(int image, byte[] target);

    /** Some of them, in an order of their own, without copying any. */
    default Pixels select(int[] indices) {
        return new Selected(this, indices.clone());
    }

    /** All images in one array, one after the other. */
    static Pixels of(byte[] bytes, int length) {
        if (length < 1 || bytes.length % length != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are no whole number of images of " + length);
        }
        return new Pieces(
                List.of(ByteBuffer.wrap(bytes)), bytes.length / length, bytes.length / length, length, 0, length);
    }

    /** Some of other images. */
    @SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
    record Selected(Pixels all, int[] indices) implements Pixels {

        @Override
        public int count() {
            return indices.length;
        }

        @Override
        public int length() {
            return all.length();
        }

        @Override
        public void read(int image, byte[] target) {
            all.read(indices[image], target);
        }
    }

    /**
     * Squares in another size, each made when it is read.
     *
     * @param all the images
     * @param from their height and width
     * @param to the height and width that is wanted
     * @param axis the pixels of one that make up those of the other
     */
    record Resized(Pixels all, int from, int to, Resizing axis) implements Pixels {

        Resized(Pixels all, int from, int to) {
            this(all, from, to, Resizing.of(from, to));
        }

        @Override
        public int count() {
            return all.count();
        }

        @Override
        public int length() {
            return all.length() / (from * from) * to * to;
        }

        @Override
        public void read(int image, byte[] target) {
            byte[] source = new byte[all.length()];
            all.read(image, source);
            axis.planes(source, from, target);
        }
    }

    /**
     * Squares of one channel with zeros around.
     *
     * @param all the images
     * @param side their height and width
     * @param margin zeros on each side
     */
    record Padded(Pixels all, int side, int margin) implements Pixels {

        @Override
        public int count() {
            return all.count();
        }

        @Override
        public int length() {
            return (side + 2 * margin) * (side + 2 * margin);
        }

        @Override
        public void read(int image, byte[] target) {
            byte[] source = new byte[all.length()];
            all.read(image, source);
            Arrays.fill(target, 0, length(), (byte) 0);
            for (int row = 0; row < side; row++) {
                int to = (row + margin) * (side + 2 * margin) + margin;
                System.arraycopy(source, row * side, target, to, side);
            }
        }
    }

    /**
     * Images in pieces: arrays, or parts of files that are mapped into memory and read where they lie.
     *
     * @param pieces each with as many records, but for the last
     * @param count number of images
     * @param each records in a piece
     * @param record bytes of a record
     * @param skipped bytes of a record before its image
     * @param length bytes of an image
     */
    record Pieces(List<ByteBuffer> pieces, int count, int each, int record, int skipped, int length) implements Pixels {

        @Override
        public void read(int image, byte[] target) {
            pieces.get(image / each).get(image % each * record + skipped, target, 0, length);
        }
    }

    /** Takes images one after the other, as many as memory holds. */
    final class Collector {

        private static final int PIECE = 4 << 20;

        private final int length;
        private final int each;
        private final List<ByteBuffer> pieces = new ArrayList<>();
        private int count;

        Collector(int length) {
            this.length = length;
            this.each = Math.max(1, PIECE / length);
        }

        void add(byte[] image) {
            if (count % each == 0) {
                pieces.add(ByteBuffer.allocate(each * length));
            }
            pieces.get(count / each).put(image, 0, length);
            count++;
        }

        /** All that were added, for once: the last piece is cut to its images. */
        Pixels pixels() {
            if (!pieces.isEmpty()) {
                ByteBuffer last = pieces.remove(pieces.size() - 1);
                byte[] rest = new byte[last.position()];
                last.flip().get(rest);
                pieces.add(ByteBuffer.wrap(rest));
            }
            return new Pieces(List.copyOf(pieces), count, each, length, 0, length);
        }
    }
}
