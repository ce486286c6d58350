package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.NonFiniteException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something became NaN or infinite; its message says what, where, and what to try. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DivergedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The loss or a part of the network, in words, at a place in an epoch, with the run's largest learning rate. */
    public static DivergedException of(String what, int epoch, String where, double learningRate) {
        String advice = String.format(Locale.ROOT, "try --learning-rate %s or another --init", learningRate / 10);
        return new DivergedException(message(what, epoch, where, advice), null);
    }

    /** As found by the network. */
    static DivergedException of(NonFiniteException e, int epoch, String where, double learningRate) {
        String what = String.valueOf(e.getMessage());
        return e.inInput()
                ? new DivergedException(message(what, epoch, where, "look for damaged images in the data set"), e)
                : of(what, epoch, where, learningRate);
    }

    private static String message(String what, int epoch, String where, String advice) {
        return String.format(Locale.ROOT, "%s became NaN or infinite in epoch %d, %s; %s", what, epoch, where, advice);
    }
}
