package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.datavec.api.split.FileSplit;

/**
 * Pictures below one folder a class, found by DataVec. Their class is the first folder below the root; DataVec's own
 * generator of labels takes the last, and so makes a class of every sub-folder.
 */
final class ImageFolders {

    /** What systems leave in folders by themselves, besides what begins with a dot. */
    private static final Set<String> OF_SYSTEMS =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx");

    private final Path root;
    private final List<Path> leftOut;
    private final List<String> classes;

    private ImageFolders(Path root, List<Path> leftOut) {
        this.root = root;
        this.leftOut = leftOut;
        classes = list(root).stream()
                .filter(path -> Files.isDirectory(path) && !isLeftOut(path.getFileName()))
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    /**
     * All pictures below a folder's sub-folders, which name the classes; both in alphabetical order.
     *
     * @param leftOut takes the files that are hidden or of the system
     * @throws UserException when the folder or a class is missing or empty, or another file is no picture of a class
     */
    static ImageSet read(Path folder, List<Path> leftOut) {
        if (!Files.isDirectory(folder)) {
            throw UserException.failed("%s: no such folder; --data folder needs train/CLASS/ and test/CLASS/", folder);
        }
        return new ImageFolders(folder, leftOut).read();
    }

    /** What lies in a folder, in alphabetical order. */
    static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", folder, Reason.of(e));
        }
    }

    private ImageSet read() {
        if (classes.size() < 2) {
            throw UserException.failed("%s: needs a sub-folder for each of at least two classes", root);
        }
        List<Path> pictures = pictures();
        Pixels.Collector pixels = new Pixels.Collector(Pictures.CHANNELS * Pictures.SIDE * Pictures.SIDE);
        pictures.forEach(picture -> pixels.add(Pictures.load(root.resolve(picture))));
        int[] labels = pictures.stream().mapToInt(this::label).toArray();
        return new ImageSet(pixels.pixels(), labels, Pictures.CHANNELS, Pictures.SIDE, Pictures.SIDE, classes);
    }

    /** The files of classes from the root on, class by class. */
    private List<Path> pictures() {
        List<Path> pictures = new ArrayList<>();
        for (URI file : found()) {
            Path below = below(file);
            if (StreamSupport.stream(below.spliterator(), false).anyMatch(ImageFolders::isLeftOut)) {
                leftOut.add(root.resolve(below));
            } else if (below.getNameCount() == 1) {
                throw UserException.failed(
                        "%s: lies beside the folders of the classes; move it into one, or take it away",
                        root.resolve(below));
            } else {
                pictures.add(below);
            }
        }
        for (int label = 0; label < classes.size(); label++) {
            int wanted = label;
            if (pictures.stream().noneMatch(picture -> label(picture) == wanted)) {
                throw UserException.failed(
                        "%s: holds no pictures; add some or delete the folder", root.resolve(classes.get(label)));
            }
        }
        pictures.sort(Comparator.comparing(this::label).thenComparing(Comparator.naturalOrder()));
        return pictures;
    }

    private List<URI> found() {
        try {
            String[] anyEnd = {""}; // of a name
            return Arrays.asList(new FileSplit(root.toFile(), anyEnd, true).locations());
        } catch (RuntimeException e) {
            throw UserException.failed(e, "%s: cannot be listed; is a folder in it unreadable?", root);
        }
    }

    private Path below(URI file) {
        try {
            return root.toAbsolutePath().relativize(Path.of(file));
        } catch (IllegalArgumentException e) { // no path has letters that the locale lacks
            throw UserException.failed(e, "%s: a name in it has '?' in place of letters that cannot be read", root);
        }
    }

    private int label(Path picture) {
        return classes.indexOf(picture.getName(0).toString());
    }

    private static boolean isLeftOut(Path name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return text.startsWith(".") || OF_SYSTEMS.contains(text);
    }
}
