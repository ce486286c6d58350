package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.BadPictures;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Pictures below one folder a class. DataVec's own way of finding them makes a class of every sub-folder, and addresses
 * of paths, which is slow for many.
 */
final class ImageFolders {

    /** What systems leave in folders by themselves, besides what begins with a dot. */
    private static final Set<String> OF_SYSTEMS =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx");

    private final Path root;
    private final Notes notes;
    private final List<String> folders;
    private final List<String> classes;

    /**
     * What is to be known of a set besides its pictures.
     *
     * @param leftOut files that are hidden or of the system
     * @param bad what is wrong with pictures that cannot be read, a line each
     */
    record Notes(List<Path> leftOut, List<String> bad) {
        Notes() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * How pictures are read.
     *
     * @param framing how they become images
     * @param choice what becomes of those that cannot be read
     * @param caches the folder of cache files
     * @param progress told after every some pictures that are decoded
     */
    record Reading(Framing framing, BadPictures choice, Path caches, DownloadProgress progress) {}

    private ImageFolders(Path root, Notes notes) {
        this.root = root;
        this.notes = notes;
        folders = list(root).stream()
                .filter(path -> Files.isDirectory(path) && !isLeftOut(path.getFileName()))
                .map(path -> String.valueOf(path.getFileName()))
                .sorted(Comparator.comparing(ImageFolders::className, NaturalOrder.COMPARATOR))
                .toList();
        classes = folders.stream().map(ImageFolders::className).toList();
    }

    /** Systems write the same letters in several ways. */
    private static String className(String folder) {
        return Normalizer.normalize(folder, Normalizer.Form.NFC);
    }

    /**
     * All pictures below a folder's sub-folders, which name the classes: these in natural order, the files of each in
     * alphabetical order.
     *
     * @param notes takes what is left out
     * @throws UserException when the folder or a class is missing or empty, or another file is no picture of a class
     */
    static ImageSet read(Path folder, Reading reading, Notes notes) {
        if (!Files.isDirectory(folder)) {
            throw UserException.failed("%s: no such folder; --data folder needs train/CLASS/ and test/CLASS/", folder);
        }
        return new ImageFolders(folder, notes).read(reading);
    }

    /** What lies in a folder, in alphabetical order. */
    static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", folder, Reason.of(e));
        }
    }

    private ImageSet read(Reading reading) {
        if (classes.size() < 2) {
            OtherForm.refuse(root);
            throw UserException.failed("%s: needs a sub-folder for each of at least two classes", root);
        }
        for (int k = 1; k < classes.size(); k++) {
            if (classes.get(k).equals(classes.get(k - 1))) {
                throw UserException.failed(
                        "%s: two folders are named '%s', in other bytes; give one another name", root, classes.get(k));
            }
        }
        List<Found> pictures = pictures();
        List<Path> files = pictures.stream().map(Found::file).toList();
        DecodedPictures.All decoded = DecodedPictures.of(root, files, reading);
        refuse(List.copyOf(decoded.bad().values()), reading.choice);
        List<Found> good = IntStream.range(0, files.size())
                .filter(k -> !decoded.bad().containsKey(k))
                .mapToObj(pictures::get)
                .toList();
        int[] labels = good.stream().mapToInt(Found::label).toArray();
        requireOfEach(labels, "holds no pictures that can be read");
        int side = reading.framing.side();
        List<String> names =
                good.stream().map(picture -> picture.file.toString()).toList();
        return new ImageSet(decoded.pixels(), labels, Pictures.CHANNELS, side, side, classes, names);
    }

    /** A file of a class. */
    private record Found(Path file, int label) {}

    private void refuse(List<UserException> bad, BadPictures choice) {
        List<String> lines = bad.stream()
                .map(trouble -> String.valueOf(trouble.getMessage()))
                .toList();
        if (choice == BadPictures.REFUSE && bad.size() == 1) {
            throw bad.get(0);
        }
        if (choice == BadPictures.REFUSE && bad.size() > 1) {
            throw UserException.failed(
                    "%s: %d pictures cannot be read; mend them or take them away, or leave them out by --bad skip: %s",
                    root, bad.size(), String.join(" | ", lines));
        }
        notes.bad.addAll(lines);
    }

    private void requireOfEach(int[] labels, String otherwise) {
        BitSet present = new BitSet();
        IntStream.of(labels).forEach(present::set);
        int missing = present.nextClearBit(0);
        if (missing < folders.size()) {
            throw UserException.failed(
                    "%s: %s; add some or delete the folder", root.resolve(folders.get(missing)), otherwise);
        }
    }

    /** All that lies below the folder, links followed. */
    private List<Path> all() {
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(path -> !Files.isDirectory(path)).toList();
        } catch (IOException | UncheckedIOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", root, Reason.of(e));
        }
    }

    /** The files of classes, class by class. */
    private List<Found> pictures() {
        Map<String, Integer> indices = new HashMap<>();
        folders.forEach(name -> indices.put(name, indices.size()));
        List<Found> pictures = new ArrayList<>();
        for (Path file : all()) {
            Path below = root.relativize(file);
            if (StreamSupport.stream(below.spliterator(), false).anyMatch(ImageFolders::isLeftOut)) {
                notes.leftOut.add(file);
            } else if (below.getNameCount() == 1) {
                throw UserException.failed(
                        "%s: lies beside the folders of the classes; move it into one, or take it away", file);
            } else {
                String name = below.getName(0).toString();
                pictures.add(new Found(file, Objects.requireNonNull(indices.get(name), name)));
            }
        }
        requireOfEach(pictures.stream().mapToInt(Found::label).toArray(), "holds no pictures");
        pictures.sort(Comparator.comparing(Found::label).thenComparing(Found::file));
        return pictures;
    }

    private static boolean isLeftOut(Path name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return text.startsWith(".") || OF_SYSTEMS.contains(text);
    }
}
