package dev.cifarlab.app.data;

import dev.cifarlab.app.config.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where CIFAR-10 is looked for: the folder that was named, else {@code CIFAR10_DIR}, else the user's cache folder.
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
        List<Path> folders = new ArrayList<>();
        String variable = environment.get("CIFAR10_DIR");
        if (variable != null && !variable.isBlank()) {
            folders.add(Path.of(variable));
        }
        folders.add(cache());
        return folders;
    }

    private Path cache() {
        String base = environment.getOrDefault("XDG_CACHE_HOME", environment.get("LOCALAPPDATA"));
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")));
        return (base == null || base.isBlank() ? home.resolve(".cache") : Path.of(base)).resolve("cifar-lab");
    }

    /** What to say when it is in none of them. */
    UserException missing() {
        return UserException.failed(
                "CIFAR-10 is not in %s; add --download to fetch it (170 MB), or train on --data synthetic",
                String.join(" nor ", candidates().stream().map(Path::toString).toList()));
    }
}
