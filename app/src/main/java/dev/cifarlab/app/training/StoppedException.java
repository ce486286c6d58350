package dev.cifarlab.app.training;

import java.nio.file.Path;
import java.util.Locale;

/** A training ended early because its listener asked for it; its checkpoint is written, and it can be gone on with. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoppedException(String message) {
        super(message);
    }

    /** In a run folder, within or after an epoch. */
    static StoppedException in(Path folder, int epoch, int batch, int batches) {
        return new StoppedException(String.format(
                Locale.ROOT,
                "stopped in epoch %d after batch %d of %d; go on with: ./cifar-lab train --resume %s",
                epoch,
                batch,
                batches,
                folder));
    }

    /** Elsewhere, where several trainings were stopped at once; what was stopped, in a few words. */
    public static StoppedException elsewhere(String what) {
        return new StoppedException(what);
    }

    /** The same with another way to go on, for a training that is part of something larger. */
    public StoppedException goOnWith(String command) {
        String what = String.valueOf(getMessage()).replaceFirst("; go on with: .*", "");
        return new StoppedException(what + "; go on with: " + command);
    }
}
