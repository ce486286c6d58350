package dev.cifarlab.app.training;

import dev.cifarlab.app.settings.TrainConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When a training ends before its last epoch: where it gets no better (Prechelt, 1998), or where another epoch would
 * take it beyond its time.
 */
final class EarlyEnd {

    private static final double SECOND = 1e9;

    private final TrainConfig config;
    private final LongSupplier clock;
    private final long start;
    private long before;

    /** By a clock of nanoseconds, from now on. */
    EarlyEnd(TrainConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.before = start;
    }

    /** Why it ends after an epoch; empty where it goes on. */
    Optional<String> reason(Progress done) {
        long now = clock.getAsLong();
        double epoch = (now - before) / SECOND;
        before = now;
        int without = done.epoch() - done.bestEpoch();
        if (config.earlyStopping() > 0 && without >= config.earlyStopping()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "early stopping: validation accuracy has not risen for %d epochs, since epoch %d",
                    without,
                    done.bestEpoch()));
        }
        boolean over = (now - start) / SECOND + epoch > config.maxTime().seconds();
        return done.epoch() > 0 && done.batches() == 0 && over
                ? Optional.of("max-time: another epoch would take it beyond " + config.maxTime())
                : Optional.empty();
    }
}
