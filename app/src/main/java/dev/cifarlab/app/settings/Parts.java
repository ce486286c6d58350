package dev.cifarlab.app.settings;

import java.util.List;

/**
 * A list such as {@code flip,shift=4:reflect}.
 *
 * @param label as users write it; equal lists have equal labels
 * @param list its parts, in their order
 */
public record Parts(String label, List<Part> list) {

    /** An empty list. */
    public static final Parts NONE = new Parts("none", List.of());

    @Override
    public String toString() {
        return label;
    }
}
