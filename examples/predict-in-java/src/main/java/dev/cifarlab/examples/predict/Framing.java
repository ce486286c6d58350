package dev.cifarlab.examples.predict;

import java.util.Map;

/**
 * How a picture becomes a square, as the network saw pictures in training.
 *
 * @param fit {@code crop}, {@code pad} or {@code squash}
 * @param colour red, green and blue in one number, of what shows through and stands beside
 */
record Framing(String fit, int colour) {

    /** That of a file's metadata; where it says nothing, pictures are squashed and lie on white. */
    static Framing of(Map<String, String> metadata) {
        String colour = metadata.getOrDefault("background", "");
        return new Framing(
                metadata.getOrDefault("fit", "squash"),
                colour.matches("#[0-9a-fA-F]{6}") ? Integer.parseInt(colour.substring(1), 16) : 0xffffff);
    }

    /** How many pixels of an axis are seen; more than it has where background stands beside. */
    int seen(int length, int other) {
        return switch (fit) {
            case "crop" -> Math.min(length, other);
            case "pad" -> Math.max(length, other);
            default -> length;
        };
    }

    /** One of the background's colours, 0 to 255. */
    int background(int channel) {
        return colour >> (16 - 8 * channel) & 0xff;
    }
}
