package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data set in the binary form of CIFAR (Krizhevsky, 2009): files of records, each some label bytes and 3,072 bytes of
 * pixels, planar, red first, rows from the top. The files are mapped into memory and stay where they are.
 *
 * @param source which it is
 * @param archive what is fetched
 * @param folder the folder that the archive makes
 * @param training names of the files of training images
 * @param test name of the file of test images
 * @param records images in each training file
 * @param tests images in the test file
 * @param labels label bytes of a record, of which the last counts
 * @param classes names of the classes, by label
 */
record CifarFiles(
        DataSource source,
        Remote archive,
        String folder,
        List<String> training,
        String test,
        int records,
        int tests,
        int labels,
        List<String> classes)
        implements FileSet {

    private static final String ADDRESS = "https://www.cs.toronto.edu/~kriz/";

    static final CifarFiles CIFAR10 = new CifarFiles(
            DataSource.CIFAR10,
            new Remote(
                    URI.create(ADDRESS + "cifar-10-binary.tar.gz"), 170_052_171L, "c32a1d4ab5d03f1284b67883e8d87530"),
            "cifar-10-batches-bin",
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin",
            10_000,
            10_000,
            1,
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"));

    /** With its fine labels, which stand behind the coarse ones. */
    static final CifarFiles CIFAR100 = new CifarFiles(
            DataSource.CIFAR100,
            new Remote(
                    URI.create(ADDRESS + "cifar-100-binary.tar.gz"), 168_513_733L, "03b5dce01913d631647c71ecec9e9cb8"),
            "cifar-100-binary",
            List.of("train.bin"),
            "test.bin",
            50_000,
            10_000,
            2,
            List.of(("apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus"
                            + " butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach"
                            + " couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster"
                            + " house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree"
                            + " motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear"
                            + " pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road"
                            + " rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel"
                            + " streetcar sunflower sweet_pepper table tank telephone television tiger tractor train"
                            + " trout tulip turtle wardrobe whale willow_tree wolf woman worm")
                    .split(" ")));

    private static final int CHANNELS = 3;
    private static final int SIDE = 32;
    private static final int PIXELS = CHANNELS * SIDE * SIDE;

    /** Names of all files. */
    List<String> names() {
        return Stream.concat(training.stream(), Stream.of(test)).toList();
    }

    @Override
    public List<String> folders() {
        return List.of(folder);
    }

    @Override
    public List<Remote> remotes() {
        return List.of(archive);
    }

    @Override
    public boolean isIn(Path place) {
        return Files.exists(place.resolve(test)) || Files.exists(place.resolve(training.get(0)));
    }

    @Override
    public void settle(Path fetched, Path place) throws IOException {
        new CifarArchive(this).unpack(fetched.resolve(archive.file()), place);
    }

    /** Bytes of all files. */
    long bytes() {
        return ((long) training.size() * records + tests) * record();
    }

    /** Bytes of a record. */
    int record() {
        return labels + PIXELS;
    }

    @Override
    public Source.Loaded read(Path place) {
        List<ByteBuffer> files = new ArrayList<>();
        training.forEach(file -> files.add(map(place.resolve(file), records)));
        ByteBuffer tested = map(place.resolve(test), tests);
        requireDistinct(place, files, tested);
        return new Source.Loaded(images(files, records), images(List.of(tested), tests), name() + " of " + place);
    }

    /** Files that were mapped, with as many images each. */
    ImageSet images(List<ByteBuffer> files, int each) {
        int[] all = new int[files.size() * each];
        Arrays.setAll(all, k -> label(files.get(k / each), k % each));
        Pixels pixels = new Pixels.Pieces(files, all.length, each, record(), labels, PIXELS);
        return new ImageSet(pixels, all, CHANNELS, SIDE, SIDE, classes);
    }

    private int label(ByteBuffer file, int index) {
        return file.get(index * record() + labels - 1) & 0xff;
    }

    /** Maps a file of so many images, and looks at its labels. */
    ByteBuffer map(Path file, int count) {
        long expected = (long) count * record();
        if (!Files.isRegularFile(file)) {
            throw broken(file, "is missing");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() != expected) {
                throw broken(file, "has " + channel.size() + " bytes instead of " + expected);
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, expected);
            for (int index = 0; index < count; index++) {
                if (label(bytes, index) >= classes.size()) {
                    throw broken(file, "is damaged: record " + index + " has the label " + label(bytes, index));
                }
            }
            return bytes;
        } catch (IOException e) {
            throw broken(file, "cannot be read (" + Reason.of(e) + ")");
        }
    }

    /** A file in another one's place: its images would be learnt twice, or learnt and tested on. */
    private void requireDistinct(Path place, List<ByteBuffer> files, ByteBuffer tested) {
        for (int file = 0; file < files.size(); file++) {
            List<ByteBuffer> before = new ArrayList<>(files.subList(0, file));
            before.add(tested);
            int same = before.indexOf(files.get(file));
            if (same >= 0) {
                String other = same == file ? test : training.get(same);
                throw broken(place.resolve(training.get(file)), "holds the same images as " + other);
            }
        }
    }
}
