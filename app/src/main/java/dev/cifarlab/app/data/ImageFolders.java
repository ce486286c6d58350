package dev.cifarlab.app.data;

import dev.cifarlab.app.config.Reason;
import dev.cifarlab.app.config.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Pictures in one folder a class, read through DataVec. */
final class ImageFolders {

    private ImageFolders() {}

    /**
     * All pictures of a folder's sub-folders, which name the classes; both in alphabetical order.
     *
     * @throws UserException when the folder or a class is missing or empty, or a file is no picture
     */
    static ImageSet read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw UserException.failed("%s: no such folder; --data folder needs train/CLASS/ and test/CLASS/", folder);
        }
        List<Path> classes = list(folder, Files::isDirectory);
        if (classes.size() < 2) {
            throw UserException.failed("%s: needs a sub-folder for each of at least two classes", folder);
        }
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (Path picture : pictures(classes.get(label))) {
                pixels.writeBytes(Pictures.load(picture));
                labels.add(label);
            }
        }
        List<String> names =
                classes.stream().map(path -> String.valueOf(path.getFileName())).toList();
        int[] indices = labels.stream().mapToInt(Integer::intValue).toArray();
        return new ImageSet(pixels.toByteArray(), indices, Pictures.CHANNELS, Pictures.SIDE, Pictures.SIDE, names);
    }

    private static List<Path> pictures(Path folder) {
        List<Path> files = list(folder, Files::isRegularFile);
        if (files.isEmpty()) {
            throw UserException.failed("%s: holds no pictures; add some or delete the folder", folder);
        }
        return files;
    }

    private static List<Path> list(Path folder, Predicate<Path> kind) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(kind)
                    .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", folder, Reason.of(e));
        }
    }
}
