package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.ValidationSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Pictures in {@code train/CLASS/} and {@code test/CLASS/} of a folder, where {@code val} or {@code valid} may stand
 * for {@code test}; or in {@code CLASS/} alone, of which some are held out.
 *
 * @param environment the process's environment
 */
record FolderSource(Map<String, String> environment) implements Source {

    /** Names of files left out that are shown. */
    private static final int NAMED = 3;

    private static final String TRAINING = "train";
    private static final List<String> VALIDATION = List.of("test", "val", "valid");

    @Override
    public Loaded open(TrainConfig config, DownloadProgress progress) {
        Path folder = config.dataDir();
        if (folder == null) {
            throw UserException.usage("data-dir: --data folder needs the folder with train/CLASS/ and test/CLASS/");
        }
        ImageFolders.Notes notes = new ImageFolders.Notes();
        ImageFolders.Reading reading =
                new ImageFolders.Reading(Framing.of(config), config.bad(), CacheFolder.of(environment), progress);
        Path training = folder.resolve(TRAINING);
        Path validation = VALIDATION.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder.resolve(VALIDATION.get(0)));
        if (!Files.isDirectory(training) && !Files.isDirectory(validation) && Files.isDirectory(folder)) {
            requireSplit(folder, config);
            ImageSet all = ImageFolders.read(folder, reading, notes);
            return new Loaded(
                    all, all.select(new int[0]), "pictures of " + folder + counted(folder, notes), notes.bad());
        }
        ImageSet train = ImageFolders.read(training, reading, notes);
        ImageSet test = ImageFolders.read(validation, reading, notes);
        if (!train.classNames().equals(test.classNames())) {
            throw UserException.failed(
                    "%s: train has the classes %s, %s has %s; they must be the same",
                    folder, train.classNames(), validation.getFileName(), test.classNames());
        }
        ImageFolders.list(folder).stream()
                .filter(path -> !path.equals(training) && !path.equals(validation))
                .forEach(notes.leftOut()::add);
        return new Loaded(
                train,
                test,
                "pictures of " + folder + counted(folder, notes) + repeated(train, test, validation.getFileName()),
                notes.bad());
    }

    private static void requireSplit(Path folder, TrainConfig config) {
        if (config.validation() != ValidationSource.SPLIT) {
            OtherForm.refuse(folder);
            throw UserException.failed(
                    "%s: has no train/ and test/ with folders of classes; where the classes lie in it themselves, hold"
                            + " some pictures out by --validation split",
                    folder);
        }
    }

    /** Hidden files, what lies beside train and test, and what cannot be read. */
    private static String counted(Path folder, ImageFolders.Notes notes) {
        List<Path> leftOut = notes.leftOut();
        String names = leftOut.stream()
                .limit(NAMED)
                .map(path -> folder.relativize(path).toString())
                .collect(Collectors.joining(", "));
        String more = leftOut.size() > NAMED ? ", ..." : "";
        String others = leftOut.isEmpty()
                ? ""
                : String.format(Locale.ROOT, " without %,d other or hidden files (%s%s)", leftOut.size(), names, more);
        String bad = notes.bad().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        " without %,d that cannot be read",
                        notes.bad().size());
        return others + bad;
    }

    /** The same pixels in both sets make validation look better than it is. */
    private static String repeated(ImageSet train, ImageSet test, Path name) {
        Set<Long> known = sums(train).boxed().collect(Collectors.toCollection(HashSet::new));
        long twice = sums(test).filter(known::contains).count();
        return twice == 0 ? "" : String.format(Locale.ROOT, ", %,d in %s are in train, too", twice, name);
    }

    private static LongStream sums(ImageSet images) {
        return IntStream.range(0, images.size()).mapToLong(index -> {
            byte[] image = images.image(index);
            CRC32 first = new CRC32();
            CRC32C second = new CRC32C();
            first.update(image);
            second.update(image);
            return first.getValue() << 32 | second.getValue();
        });
    }
}
