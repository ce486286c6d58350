package dev.cifarlab.app.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time such as {@code 2h}, {@code 1h30m} or {@code 45s}, or {@code none}.
 *
 * @param text as it was given
 */
public record TimeLimit(String text) {

    /** No limit. */
    static final TimeLimit NONE = new TimeLimit("none");

    private static final Pattern PARTS = Pattern.compile("(?:([0-9]{1,5})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,7})s)?");

    /** Reads one; throws a UserException with the key where the text is none. */
    static TimeLimit read(String key, String text) {
        TimeLimit limit = new TimeLimit(text);
        boolean works = text.equals(NONE.text)
                || (!text.isEmpty() && PARTS.matcher(text).matches() && limit.seconds() > 0);
        if (!works) {
            throw UserException.usage(
                    "%s: '%s' does not work; give a time such as 2h, 1h30m or 45s, or none", key, text);
        }
        return limit;
    }

    /** Infinite where there is none. */
    public double seconds() {
        Matcher parts = PARTS.matcher(text);
        return parts.matches()
                ? 3600 * part(parts, 1) + 60 * part(parts, 2) + part(parts, 3)
                : Double.POSITIVE_INFINITY;
    }

    private static double part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    @Override
    public String toString() {
        return text;
    }
}
