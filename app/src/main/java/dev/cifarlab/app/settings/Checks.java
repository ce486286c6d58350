package dev.cifarlab.app.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as flags and files take them, and their bounds, with messages in the users' words. */
public final class Checks {

    /** ASCII digits alone: Java's own parsers take those of every script, and NaN, and hexadecimal numbers as well. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Checks() {}

    /** A whole number in decimal digits, with blanks around it or without; nothing where the text is something else. */
    public static Optional<Long> whole(String text) {
        String digits = text.strip();
        try {
            return WHOLE.matcher(digits).matches() ? Optional.of(Long.parseLong(digits)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // larger than a long
        }
    }

    /** A number in decimal digits, with an exponent or without; nothing where the text is something else. */
    static Optional<Double> number(String text) {
        String digits = text.strip();
        return NUMBER.matcher(digits).matches() ? Optional.of(Double.parseDouble(digits)) : Optional.empty();
    }

    static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw UserException.usage("%s: %d is too small; give a whole number of at least %d", key, value, least);
        }
    }

    /** Training computes in single precision, where a number must be inside the bounds as well. */
    static void above(String key, double value, int bound) {
        if (!((float) value > bound) || Float.isInfinite((float) value)) {
            throw UserException.usage("%s: %s does not work; give a number above %d", key, text(value), bound);
        }
    }

    static void notNegative(String key, double value) {
        if (!(value >= 0) || Float.isInfinite((float) value)) {
            throw UserException.usage("%s: %s does not work; give 0 or a number above it", key, text(value));
        }
    }

    static void share(String key, double value) {
        if (!(value >= 0 && (float) value < 1)) {
            throw UserException.usage("%s: %s does not work; give a number from 0 to below 1", key, text(value));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
