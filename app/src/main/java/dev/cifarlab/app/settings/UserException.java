package dev.cifarlab.app.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user can mend: its message is one line that says what is wrong and what to do. The command line
 * prints that line alone and ends with {@link #exitCode()}.
 */
public final class UserException extends RuntimeException {

    /** Exit code of a run that failed. */
    public static final int FAILED = 1;

    /** Exit code of wrong usage. */
    public static final int USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private UserException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A run that cannot go on: exit code 1. */
    public static UserException failed(String format, @Nullable Object... values) {
        return new UserException(FAILED, String.format(Locale.ROOT, format, values), null);
    }

    /** A run that cannot go on because of {@code cause}: exit code 1. */
    public static UserException failed(Throwable cause, String format, @Nullable Object... values) {
        return new UserException(FAILED, String.format(Locale.ROOT, format, values), cause);
    }

    /** Wrong flags, keys or values: exit code 2. */
    public static UserException usage(String format, @Nullable Object... values) {
        return new UserException(USAGE, String.format(Locale.ROOT, format, values), null);
    }

    /** The process's exit code. */
    public int exitCode() {
        return exitCode;
    }
}
