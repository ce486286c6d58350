package dev.cifarlab.app.settings;

import java.util.List;

/**
 * One part of a list such as {@code flip,shift=4:reflect}.
 *
 * @param name what it is
 * @param values its numbers and words, also those that were left out
 */
public record Part(String name, List<String> values) {

    /** A whole number. */
    public int whole(int index) {
        return Integer.parseInt(values.get(index));
    }

    /** A number. */
    public double number(int index) {
        return Double.parseDouble(values.get(index));
    }

    /** A word. */
    public String word(int index) {
        return values.get(index);
    }
}
