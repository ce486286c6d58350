package dev.cifarlab.app.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where data stay that can be made or fetched again (XDG Base Directory Specification, 0.8). */
final class CacheFolder {

    private CacheFolder() {}

    /** That of a process with an environment; it need not exist. */
    static Path of(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", environment.get("LOCALAPPDATA"));
        String home = environment.getOrDefault("HOME", "");
        return Optional.ofNullable(base)
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(home.isBlank() ? System.getProperty("user.home", ".") : home, ".cache"))
                .resolve("cifar-lab");
    }
}
