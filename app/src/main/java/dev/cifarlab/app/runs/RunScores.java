package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to, by the files of its folder alone.
 *
 * @param config its settings
 * @param data one line on its images; empty before the first epoch is done
 * @param parameters trainable parameters; 0 before the first epoch is done
 * @param rows one an epoch, at least one
 * @param best the row with the highest validation accuracy, the first of equals
 */
public record RunScores(TrainConfig config, String data, long parameters, List<EpochMetrics> rows, EpochMetrics best) {

    /** The key of why a training ended before its last epoch. */
    public static final String ENDED = "ended";

    private static final String FILE = "scores.json";

    /**
     * Reads a run's files.
     *
     * @throws UserException when no epoch is done yet
     */
    public static RunScores of(RunFolder run) {
        List<EpochMetrics> rows = run.metrics().read();
        EpochMetrics best = run.metrics()
                .best()
                .orElseThrow(() -> UserException.failed(
                        "%s: no epoch is done yet; train it first, with: ./cifar-lab train --resume %s",
                        run.path(), run.path()));
        Map<String, Object> scores = Files.exists(run.file(FILE)) ? JsonFile.read(run.file(FILE)) : Map.of();
        return new RunScores(
                run.config(),
                scores.get("data") instanceof String text ? text : "",
                scores.get("trainable_parameters") instanceof Number number ? number.longValue() : 0,
                rows,
                best);
    }

    /**
     * Writes {@code scores.json} by the metrics; where they have no epoch, there is to be none.
     *
     * @param more what the metrics do not say
     */
    public static void write(RunFolder run, String data, long parameters, Map<String, ?> more) {
        Optional<EpochMetrics> best = run.metrics().best();
        if (best.isEmpty()) {
            AtomicFiles.delete(run.file(FILE));
            return;
        }
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("data", data);
        scores.put("trainable_parameters", parameters);
        scores.put("best_epoch", best.get().epoch());
        scores.put("best_validation_accuracy", best.get().validationAccuracy());
        scores.put("best_validation_loss", best.get().validationLoss());
        scores.putAll(more);
        JsonFile.write(run.file(FILE), scores);
    }

    /** Whether a run's training is over: all epochs are done, or it has ended early. */
    public static boolean isOver(RunFolder run) {
        int done = run.metrics().read().size();
        return done >= run.config().epochs()
                || (done > 0
                        && Files.exists(run.file(FILE))
                        && JsonFile.read(run.file(FILE)).containsKey(ENDED));
    }

    /** The row of the last epoch so far. */
    public EpochMetrics last() {
        return rows.get(rows.size() - 1);
    }

    /** Time of training over all epochs in seconds, validation not included. */
    public double seconds() {
        return rows.stream().mapToDouble(EpochMetrics::epochSeconds).sum();
    }

    /** Training images a second over all epochs. */
    public double imagesPerSecond() {
        return rows.stream()
                        .mapToDouble(row -> row.imagesPerSecond() * row.epochSeconds())
                        .sum()
                / seconds();
    }
}
