package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A data set in MNIST's form, IDX (LeCun, Cortes and Burges): images of 28x28 grey bytes and labels, each in a file of
 * its own, packed by gzip or not. Images become 32x32 with a margin of zeros.
 *
 * @param source which it is
 * @param folders where it may lie
 * @param remotes images and labels of training, images and labels of the test
 * @param train number of training images
 * @param test number of test images
 * @param classes names of the classes, by label
 */
record IdxFiles(
        DataSource source, List<String> folders, List<Remote> remotes, int train, int test, List<String> classes)
        implements FileSet {

    private static final String PACKED = ".gz";

    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    static final IdxFiles MNIST = new IdxFiles(
            DataSource.MNIST,
            List.of("mnist", "MNIST/raw"),
            remotes(
                    "https://ossci-datasets.s3.amazonaws.com/mnist/",
                    List.of(9_912_422L, 28_881L, 1_648_877L, 4_542L),
                    "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                    "d53e105ee54ea40749a09fcbcd1e9432",
                    "9fb629c4189551a2d022fa330f9573f3",
                    "ec29112dd5afa0611ce80d1b7f02629c"),
            60_000,
            10_000,
            IntStream.range(0, 10).mapToObj(Integer::toString).toList());

    /** From its authors' repository: their other address has no encryption. */
    static final IdxFiles FASHION_MNIST = new IdxFiles(
            DataSource.FASHION_MNIST,
            List.of("fashion-mnist", "FashionMNIST/raw"),
            remotes(
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
                    List.of(26_421_880L, 29_515L, 4_422_102L, 5_148L),
                    "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                    "25c81989df183df01b3e8a0aad5dffbe",
                    "bef4ecab320f06d8554ea6380940ec79",
                    "bb300cfdad3c16e7a12a480ee83cd310"),
            60_000,
            10_000,
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"));

    /** Height and width of an image as it is stored. */
    static final int SIDE = 28;

    /** Zeros on each side of it. */
    static final int MARGIN = 2;

    /** Unsigned bytes, in so many dimensions. */
    private static final int MAGIC = 0x800;

    static List<Remote> remotes(String folder, List<Long> sizes, String... sums) {
        return IntStream.range(0, FILES.size())
                .mapToObj(k -> new Remote(URI.create(folder + FILES.get(k) + PACKED), sizes.get(k), sums[k]))
                .toList();
    }

    @Override
    public boolean isIn(Path folder) {
        return FILES.stream().anyMatch(name -> find(folder, name).isPresent());
    }

    /** Unpacked or not; some who unpack it write a full stop for the second hyphen. */
    private static Optional<Path> find(Path folder, String name) {
        return Stream.of(name, name.replace("-idx", ".idx"))
                .flatMap(file -> Stream.of(file, file + PACKED))
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public void settle(Path fetched, Path folder) throws IOException {
        Files.move(fetched, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Source.Loaded read(Path folder) {
        return new Source.Loaded(images(folder, 0, train), images(folder, 2, test), name() + " of " + folder);
    }

    private ImageSet images(Path folder, int file, int count) {
        ByteBuffer images = content(folder, FILES.get(file), count, SIDE, SIDE);
        ByteBuffer bytes = content(folder, FILES.get(file + 1), count);
        int[] labels = new int[count];
        Arrays.setAll(labels, k -> bytes.get(k) & 0xff);
        for (int k = 0; k < count; k++) {
            if (labels[k] >= classes.size()) {
                throw broken(folder.resolve(FILES.get(file + 1)), "is damaged: label " + k + " is " + labels[k]);
            }
        }
        return images(new Pixels.Pieces(List.of(images), count, count, SIDE * SIDE, 0, SIDE * SIDE), labels, classes);
    }

    /** Images of 28x28 bytes, with their margin. */
    static ImageSet images(Pixels pixels, int[] labels, List<String> classes) {
        int side = SIDE + 2 * MARGIN;
        return new ImageSet(new Pixels.Padded(pixels, SIDE, MARGIN), labels, 1, side, side, classes);
    }

    /** What stands behind a file's header, which must be that of bytes in these dimensions. */
    private ByteBuffer content(Path folder, String name, int... dimensions) {
        Path file = find(folder, name).orElseThrow(() -> broken(folder.resolve(name), "is missing"));
        ByteBuffer header = ByteBuffer.allocate((1 + dimensions.length) * Integer.BYTES);
        header.putInt(MAGIC + dimensions.length);
        Arrays.stream(dimensions).forEach(header::putInt);
        int length = header.capacity() + Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
        try {
            ByteBuffer bytes = file.toString().endsWith(PACKED) ? unpacked(file, length) : mapped(file, length);
            if (bytes.capacity() != length) {
                String what = bytes.capacity() > length ? "more" : bytes.capacity() + " bytes";
                throw broken(file, "holds " + what + " instead of " + length);
            }
            if (!bytes.slice(0, header.capacity()).equals(header.flip())) {
                throw broken(file, "is damaged: its header is not that of " + Arrays.toString(dimensions) + " bytes");
            }
            return bytes.slice(header.capacity(), length - header.capacity());
        } catch (IOException e) {
            throw broken(file, "cannot be read (" + Reason.of(e) + ")");
        }
    }

    /** At most a byte more than there should be, however many there are. */
    private static ByteBuffer unpacked(Path file, int length) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return ByteBuffer.wrap(in.readNBytes(length + 1));
        }
    }

    private static ByteBuffer mapped(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), length + 1L));
        }
    }
}
