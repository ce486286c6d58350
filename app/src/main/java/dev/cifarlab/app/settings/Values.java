package dev.cifarlab.app.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.DoublePredicate;

/** Reads a setting's value from a text; whatever is none is refused by a {@link UserException} with the key. */
final class Values {

    private Values() {}

    static int whole(String key, String text, int least) {
        long value = whole(key, text);
        if (value != (int) value) {
            throw wrong(key, text, "a smaller whole number");
        }
        if (value < least) {
            throw UserException.usage("%s: %d is too small; give a whole number of at least %d", key, value, least);
        }
        return (int) value;
    }

    static int whole(String key, String text, int least, int most) {
        int value = whole(key, text, least);
        if (value > most) {
            throw UserException.usage("%s: %d is too large; give a whole number of at most %d", key, value, most);
        }
        return value;
    }

    static long whole(String key, String text) {
        return Numbers.whole(text).orElseThrow(() -> wrong(key, text, "a whole number"));
    }

    /** Training computes in single precision, where a number must be within its bounds as well. */
    static double number(String key, String text, DoublePredicate within, String bounds) {
        double value = Numbers.number(text).orElseThrow(() -> wrong(key, text, "a number"));
        if (!within.test(value) || Float.isInfinite((float) value)) {
            throw UserException.usage("%s: %s does not work; give %s", key, Numbers.text(value), bounds);
        }
        return value;
    }

    static boolean truth(String key, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(key, text, "true or false");
        }
        return text.equals("true");
    }

    static Path path(String key, String text, String expected) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw wrong(key, text, expected);
    }

    private static UserException wrong(String key, String text, String expected) {
        return UserException.usage("%s: '%s' does not work; give %s", key, text, expected);
    }
}
