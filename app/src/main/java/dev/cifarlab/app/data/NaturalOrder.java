package dev.cifarlab.app.data;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names as people count: numbers in them by their size, so that 2 comes before 10. */
final class NaturalOrder {

    /** Names that differ in zeros before a number alone are in alphabetical order. */
    static final Comparator<String> COMPARATOR =
            ((Comparator<String>) NaturalOrder::compare).thenComparing(Comparator.naturalOrder());

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    private NaturalOrder() {}

    private static int compare(String first, String second) {
        List<String> one = parts(first);
        List<String> other = parts(second);
        for (int k = 0; k < Math.min(one.size(), other.size()); k++) {
            int order = comparePart(one.get(k), other.get(k));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static List<String> parts(String name) {
        return PART.matcher(name).results().map(MatchResult::group).toList();
    }

    private static int comparePart(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
