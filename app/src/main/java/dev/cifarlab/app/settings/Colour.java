package dev.cifarlab.app.settings;

import java.util.Map;

/**
 * A colour by its name, or as {@code #RRGGBB}.
 *
 * @param text as it was given
 */
public record Colour(String text) {

    /** What shows through pictures where nothing else is said. */
    static final Colour WHITE = new Colour("white");

    private static final Map<String, String> NAMED = Map.of("white", "#ffffff", "black", "#000000", "grey", "#808080");

    /** Reads one; throws a UserException with the key where the text is none. */
    static Colour read(String key, String text) {
        if (!NAMED.containsKey(text) && !text.matches("#[0-9a-fA-F]{6}")) {
            throw UserException.usage("%s: '%s' does not work; give white, black, grey or #RRGGBB", key, text);
        }
        return new Colour(text);
    }

    /** Red, green and blue, 0 to 255 each, in one number. */
    public int rgb() {
        return Integer.parseInt(NAMED.getOrDefault(text, text).substring(1), 16);
    }

    @Override
    public String toString() {
        return text;
    }
}
