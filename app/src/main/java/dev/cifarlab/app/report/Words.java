package dev.cifarlab.app.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as a report writes them. */
final class Words {

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private Words() {}

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A share of 0 to 1, for instance {@code 71.25 %}; a dash for NaN. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : format("%.2f %%", 100 * share);
    }

    /** The difference of two shares, for instance {@code 1.25 points}. */
    static String points(double difference) {
        return format("%.2f points", 100 * Math.abs(difference));
    }

    /** A loss; a dash for NaN. */
    static String loss(double nats) {
        return Double.isNaN(nats) ? "–" : format("%.4f", nats);
    }

    /** Mean and sample standard deviation of shares over some seeds. */
    static String spread(double mean, double std) {
        return Double.isNaN(std) ? percent(mean) : format("%.2f ± %.2f %%", 100 * mean, 100 * std);
    }

    static String count(long number) {
        return number == 0 ? "–" : format("%,d", number);
    }

    /** For instance {@code 45.1 s}, {@code 12.3 min} or {@code 3.4 h}. */
    static String time(double seconds) {
        if (seconds >= HOUR) {
            return format("%.1f h", seconds / HOUR);
        }
        return seconds >= MINUTE ? format("%.1f min", seconds / MINUTE) : format("%.1f s", seconds);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        String all = words.subList(0, words.size() - 1).stream().collect(Collectors.joining(", "));
        return all + " and " + words.get(words.size() - 1);
    }
}
