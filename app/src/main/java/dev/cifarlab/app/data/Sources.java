package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The three sources of images. */
final class Sources {

    private static final int SYNTHETIC_TRAINING = 5_000;
    private static final int SYNTHETIC_VALIDATION = 1_000;
    private static final int SYNTHETIC_MOST = 500_000;

    /** Names of files left out that are shown. */
    private static final int NAMED = 3;

    private Sources() {}

    static Loaded open(TrainConfig config, DownloadProgress progress) {
        return switch (config.data()) {
            case CIFAR10 -> cifar10(config, progress);
            case SYNTHETIC -> synthetic(config);
            case FOLDER -> folder(config);
        };
    }

    private static Loaded cifar10(TrainConfig config, DownloadProgress progress) {
        Cifar10Location location = new Cifar10Location(config.dataDir(), System.getenv());
        Path folder = location.find().orElseGet(() -> {
            if (!config.download()) {
                throw location.missing();
            }
            return new Cifar10Download(Cifar10Archive.OFFICIAL, progress).into(location.target());
        });
        return Cifar10Reader.read(folder);
    }

    private static Loaded synthetic(TrainConfig config) {
        requireHeld(Setting.TRAIN_LIMIT, config.trainLimit());
        requireHeld(Setting.TEST_LIMIT, config.testLimit());
        int train = Math.max(SYNTHETIC_TRAINING, withHeldOut(config.trainLimit()));
        int validation = Math.max(SYNTHETIC_VALIDATION, config.testLimit());
        return new Loaded(
                SyntheticImages.of(train, config.seed(), Purpose.SYNTHETIC_TRAINING),
                SyntheticImages.of(validation, config.seed(), Purpose.SYNTHETIC_VALIDATION),
                "synthetic shapes and textures (not CIFAR-10), seed " + config.seed());
    }

    /** In one array of bytes. */
    private static void requireHeld(Setting<?> setting, int limit) {
        if (limit > SYNTHETIC_MOST) {
            throw UserException.usage(
                    "%s: %d is too large; at most %d synthetic images are drawn", setting.key(), limit, SYNTHETIC_MOST);
        }
    }

    /** So many that the limit is left when a tenth is held out. */
    private static int withHeldOut(int limit) {
        return Math.toIntExact(Math.round(limit / 0.9) + Motif.CLASSES.size());
    }

    private static Loaded folder(TrainConfig config) {
        Path folder = config.dataDir();
        if (folder == null) {
            throw UserException.usage("data-dir: --data folder needs the folder with train/CLASS/ and test/CLASS/");
        }
        List<Path> leftOut = new ArrayList<>();
        ImageSet train = ImageFolders.read(folder.resolve("train"), leftOut);
        ImageSet test = ImageFolders.read(folder.resolve("test"), leftOut);
        if (!train.classNames().equals(test.classNames())) {
            throw UserException.failed(
                    "%s: train has the classes %s, test has %s; they must be the same",
                    folder, train.classNames(), test.classNames());
        }
        return new Loaded(train, test, "pictures of " + folder + counted(folder, leftOut));
    }

    /** Hidden files, and what lies beside train and test. */
    private static String counted(Path folder, List<Path> hidden) {
        List<Path> leftOut = new ArrayList<>(hidden);
        ImageFolders.list(folder).stream()
                .filter(path -> !Set.of("train", "test").contains(String.valueOf(path.getFileName())))
                .forEach(leftOut::add);
        if (leftOut.isEmpty()) {
            return "";
        }
        String names = leftOut.stream()
                .limit(NAMED)
                .map(path -> folder.relativize(path).toString())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                " without %,d other or hidden files (%s%s)",
                leftOut.size(),
                names,
                leftOut.size() > NAMED ? ", ..." : "");
    }
}
