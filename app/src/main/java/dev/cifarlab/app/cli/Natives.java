package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.ConvolutionRoute;
import dev.cifarlab.app.device.Backend;
import dev.cifarlab.app.runs.Environment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native libraries while the command line is read, where a training is sure to want them. Who needs them
 * meanwhile waits for them by Java's own rules. On a GPU they are left to the thread that computes.
 */
final class Natives {

    private static final Set<String> TRAINING = Set.of("train", "quickstart", "search", "study");

    private static volatile @Nullable Background<ConvolutionRoute> loading;

    private Natives() {}

    /** Starts to load them, unless the words do without. */
    static void loadFor(String... words) {
        List<String> all = List.of(words);
        boolean trains = !all.isEmpty() && TRAINING.contains(all.get(0)) && !all.contains("--help");
        if (trains && Build.backend() == Backend.CPU) {
            loading = Background.of("natives", Environment::automaticRoute);
        }
    }

    /** Why they did not load, where it was tried here: whoever asks later is told only that it has failed. */
    static Optional<Error> failure() {
        Background<ConvolutionRoute> begun = loading;
        return begun == null ? Optional.empty() : begun.failure();
    }
}
