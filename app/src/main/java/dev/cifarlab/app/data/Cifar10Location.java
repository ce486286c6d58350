package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where CIFAR-10 is looked for: the folder that was named, else that of {@code CIFAR10_DIR}, else the user's
 * cache folder; where one is named, no other is taken in its place.
 *
 * @param named the folder of {@code --data-dir}, or null
 * @param environment the process's environment
 */
record Cifar10Location(@Nullable Path named, Map<String, String> environment) {

    static final String FOLDER = "cifar-10-batches-bin";

    /** The folder with the six files, where there is one. */
    Optional<Path> find() {
        return candidates().stream()
                .flatMap(folder -> List.of(folder, folder.resolve(FOLDER)).stream())
                .filter(folder -> Files.exists(folder.resolve(Cifar10Reader.TEST))
                        || Files.exists(folder.resolve(Cifar10Reader.TRAINING.get(0))))
                .findFirst();
    }

    /** Where a download goes: its parent folder. */
    Path target() {
        return candidates().get(0);
    }

    private List<Path> candidates() {
        if (named != null) {
            return List.of(named);
        }
        String variable = environment.getOrDefault("CIFAR10_DIR", "");
        return List.of(variable.isBlank() ? cache() : Path.of(variable));
    }

    private Path cache() {
        String base = environment.getOrDefault("XDG_CACHE_HOME", environment.get("LOCALAPPDATA"));
        Path home = Path.of(
                environment.getOrDefault("HOME", "").isBlank()
                        ? System.getProperty("user.home", ".")
                        : environment.get("HOME"));
        return (base == null || base.isBlank() ? home.resolve(".cache") : Path.of(base)).resolve("cifar-lab");
    }

    /** What to say when it is in none of them. */
    UserException missing() {
        return UserException.failed(
                "CIFAR-10 is not in %s; add --download to fetch it (170 MB), or train on --data synthetic",
                String.join(" nor ", candidates().stream().map(Path::toString).toList()));
    }
}
