package dev.cifarlab.app.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as flags and files take them. */
public final class Numbers {

    /** ASCII digits alone: Java's own parsers take those of every script, and NaN, and hexadecimal numbers as well. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Numbers() {}

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

    /** A number as people write it: 1 rather than 1.0. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
