package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.Writable;

/** Pictures below one folder a class; DataVec finds, labels and reads them. */
final class ImageFolders {

    /** What systems leave in folders by themselves, besides what begins with a dot. */
    private static final Set<String> OF_SYSTEMS =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx");

    private final Path root;
    private final List<Path> leftOut;
    private final FirstFolder labels;
    private final List<String> classes;

    private ImageFolders(Path root, List<Path> leftOut) {
        this.root = root;
        this.leftOut = leftOut;
        labels = new FirstFolder(root);
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
    static ImageSet read(Path folder, Framing framing, List<Path> leftOut) {
        if (!Files.isDirectory(folder)) {
            throw UserException.failed("%s: no such folder; --data folder needs train/CLASS/ and test/CLASS/", folder);
        }
        return new ImageFolders(folder, leftOut).read(framing);
    }

    /** What lies in a folder, in alphabetical order. */
    static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", folder, Reason.of(e));
        }
    }

    private ImageSet read(Framing framing) {
        if (classes.size() < 2) {
            throw UserException.failed("%s: needs a sub-folder for each of at least two classes", root);
        }
        Pixels.Collector pixels = new Pixels.Collector(Pictures.CHANNELS * framing.side() * framing.side());
        List<Integer> indices = new ArrayList<>();
        try (PictureReader reader = new PictureReader(labels, classes, framing)) {
            reader.initialize(found().sample(this::pictures)[0]);
            while (reader.hasNext()) {
                List<Writable> record = reader.next();
                pixels.add(((BytesWritable) record.get(0)).getContent());
                indices.add(record.get(1).toInt());
            }
        } catch (IOException | InterruptedException e) {
            throw UserException.failed(e, "%s: cannot be read (%s)", root, Reason.of(e));
        }
        int[] all = indices.stream().mapToInt(Integer::intValue).toArray();
        return new ImageSet(pixels.pixels(), all, Pictures.CHANNELS, framing.side(), framing.side(), classes);
    }

    private FileSplit found() {
        try {
            return new FileSplit(root.toFile(), new String[] {""}, true); // names that end with "", so all
        } catch (RuntimeException e) {
            throw UserException.failed(e, "%s: cannot be listed; is a folder in it unreadable?", root);
        }
    }

    /** The files of classes, class by class. */
    private URI[] pictures(URI[] files) {
        List<URI> pictures = new ArrayList<>();
        for (URI file : files) {
            Path below = labels.below(file);
            if (StreamSupport.stream(below.spliterator(), false).anyMatch(ImageFolders::isLeftOut)) {
                leftOut.add(labels.path(file));
            } else if (below.getNameCount() == 1) {
                throw UserException.failed(
                        "%s: lies beside the folders of the classes; move it into one, or take it away",
                        labels.path(file));
            } else {
                pictures.add(file);
            }
        }
        for (String name : classes) {
            if (pictures.stream().noneMatch(file -> labels.name(file).equals(name))) {
                throw UserException.failed("%s: holds no pictures; add some or delete the folder", root.resolve(name));
            }
        }
        pictures.sort(Comparator.comparing((URI file) -> classes.indexOf(labels.name(file)))
                .thenComparing(labels::path));
        return pictures.toArray(URI[]::new);
    }

    private static boolean isLeftOut(Path name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return text.startsWith(".") || OF_SYSTEMS.contains(text);
    }
}
