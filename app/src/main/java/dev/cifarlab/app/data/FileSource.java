package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set's files where they are: in the folder that was named, else in that of a variable such as {@code CIFAR10_DIR},
 * else in the user's cache folder; where one is named, no other is taken in its place.
 *
 * @param files the data set
 * @param environment the process's environment
 */
record FileSource(FileSet files, Map<String, String> environment) implements Source {

    @Override
    public Loaded open(TrainConfig config, DownloadProgress progress) {
        Path place = place(config.dataDir());
        Path folder = find(place).orElseGet(() -> {
            if (!config.download()) {
                throw missing(place);
            }
            return new Download(files, progress).into(place);
        });
        return files.read(folder);
    }

    /** The folder that is looked in, and a download goes to. */
    Path place(@Nullable Path named) {
        if (named != null) {
            return named;
        }
        String folder = environment.getOrDefault(files.source().variable(), "");
        return folder.isBlank() ? CacheFolder.of(environment) : Path.of(folder);
    }

    /** The folder with the files, where there is one. */
    Optional<Path> find(Path place) {
        return Stream.concat(Stream.of(place), files.folders().stream().map(place::resolve))
                .filter(files::isIn)
                .findFirst();
    }

    private UserException missing(Path place) {
        return UserException.failed(
                "%s is not in %s%s; add --download to fetch it (%d MB), or train on --data synthetic",
                files.name(),
                place,
                OtherForm.in(place)
                        .map(form -> " in its binary form, but " + form)
                        .orElse(""),
                files.size() / 1_000_000);
    }
}
