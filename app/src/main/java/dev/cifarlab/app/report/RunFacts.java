package dev.cifarlab.app.report;

import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of one run from its folder.
 *
 * @param title the network's name
 * @param run its folder, which may not exist yet
 * @param scores its scores; empty before its first epoch is done
 * @param figures its figures, which may not be drawn yet
 */
record RunFacts(String title, RunFolder run, Optional<RunScores> scores, FigureFolder figures) {

    static RunFacts of(String title, RunFolder run) {
        return new RunFacts(title, run, scores(run), FigureFolder.of(run));
    }

    static Optional<RunScores> scores(RunFolder run) {
        return run.metrics().read().isEmpty() ? Optional.empty() : Optional.of(RunScores.of(run));
    }

    /** The contents of {@code environment.json}. */
    Map<String, String> environment() {
        if (!Files.exists(run.file("environment.json"))) {
            return Map.of();
        }
        return JsonFile.read(run.file("environment.json")).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> String.valueOf(entry.getValue()),
                        (a, b) -> b,
                        java.util.LinkedHashMap::new));
    }
}
