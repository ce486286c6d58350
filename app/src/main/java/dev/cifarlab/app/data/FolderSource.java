package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Pictures in {@code train/CLASS/} and {@code test/CLASS/} of a folder. */
final class FolderSource implements Source {

    /** Names of files left out that are shown. */
    private static final int NAMED = 3;

    @Override
    public Loaded open(TrainConfig config, DownloadProgress progress) {
        Path folder = config.dataDir();
        if (folder == null) {
            throw UserException.usage("data-dir: --data folder needs the folder with train/CLASS/ and test/CLASS/");
        }
        Framing framing = Framing.of(config);
        List<Path> leftOut = new ArrayList<>();
        ImageSet train = ImageFolders.read(folder.resolve("train"), framing, leftOut);
        ImageSet test = ImageFolders.read(folder.resolve("test"), framing, leftOut);
        if (!train.classNames().equals(test.classNames())) {
            throw UserException.failed(
                    "%s: train has the classes %s, test has %s; they must be the same",
                    folder, train.classNames(), test.classNames());
        }
        ImageFolders.list(folder).stream()
                .filter(path -> !Set.of("train", "test").contains(String.valueOf(path.getFileName())))
                .forEach(leftOut::add);
        return new Loaded(train, test, "pictures of " + folder + counted(folder, leftOut));
    }

    /** Hidden files, and what lies beside train and test. */
    private static String counted(Path folder, List<Path> leftOut) {
        if (leftOut.isEmpty()) {
            return "";
        }
        String names = leftOut.stream()
                .limit(NAMED)
                .map(path -> folder.relativize(path).toString())
                .collect(Collectors.joining(", "));
        String more = leftOut.size() > NAMED ? ", ..." : "";
        return String.format(Locale.ROOT, " without %,d other or hidden files (%s%s)", leftOut.size(), names, more);
    }
}
