package dev.cifarlab.app.report;

import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.runs.Starts;
import java.util.Map;
import java.util.Optional;

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

    /** What it was trained with, by the last of its starts. */
    Map<String, String> environment() {
        return Starts.of(run).lastFacts();
    }
}
