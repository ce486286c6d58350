package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.BadPictures;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.datavec.api.split.FileSplit;

/** Pictures below one folder a class; DataVec finds and labels them, and all processors decode them. */
final class ImageFolders {

    /** What systems leave in folders by themselves, besides what begins with a dot. */
    private static final Set<String> OF_SYSTEMS =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx");

    private final Path root;
    private final Notes notes;
    private final FirstFolder labels;
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
        labels = new FirstFolder(root);
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
        List<URI> pictures = List.of(pictures(found().locations()));
        List<Path> files = pictures.stream().map(labels::path).toList();
        DecodedPictures.All decoded = DecodedPictures.of(root, files, reading);
        refuse(List.copyOf(decoded.bad().values()), reading.choice);
        int side = reading.framing.side();
        int[] good = IntStream.range(0, files.size())
                .filter(k -> !decoded.bad().containsKey(k))
                .toArray();
        int[] indices = IntStream.of(good)
                .map(k -> folders.indexOf(labels.name(pictures.get(k))))
                .toArray();
        requireOfEach(indices);
        return new ImageSet(
                decoded.pixels(),
                indices,
                Pictures.CHANNELS,
                side,
                side,
                classes,
                IntStream.of(good).mapToObj(k -> files.get(k).toString()).toList());
    }

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

    private void requireOfEach(int[] labelled) {
        for (int k = 0; k < folders.size(); k++) {
            int label = k;
            if (IntStream.of(labelled).noneMatch(index -> index == label)) {
                throw UserException.failed(
                        "%s: holds no pictures that can be read; add some or delete the folder",
                        root.resolve(folders.get(k)));
            }
        }
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
        Map<String, Integer> counts = new HashMap<>();
        for (URI file : files) {
            Path below = labels.below(file);
            if (StreamSupport.stream(below.spliterator(), false).anyMatch(ImageFolders::isLeftOut)) {
                notes.leftOut.add(labels.path(file));
            } else if (below.getNameCount() == 1) {
                throw UserException.failed(
                        "%s: lies beside the folders of the classes; move it into one, or take it away",
                        labels.path(file));
            } else {
                pictures.add(file);
                counts.merge(labels.name(file), 1, Integer::sum);
            }
        }
        for (String name : folders) {
            if (!counts.containsKey(name)) {
                throw UserException.failed("%s: holds no pictures; add some or delete the folder", root.resolve(name));
            }
        }
        pictures.sort(Comparator.comparing((URI file) -> folders.indexOf(labels.name(file)))
                .thenComparing(labels::path));
        return pictures.toArray(URI[]::new);
    }

    private static boolean isLeftOut(Path name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return text.startsWith(".") || OF_SYSTEMS.contains(text);
    }
}
