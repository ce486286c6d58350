package dev.cifarlab.app.settings;

import java.util.List;
import java.util.Optional;

/**
 * A list of parts such as {@code flip,shift=4:reflect}.
 *
 * @param label as users write it; equal lists have equal labels
 * @param list its parts, in their order
 */
public record Parts(String label, List<Part> list) {

    /** What varies training images. */
    static final Grammar VARIATIONS = new Grammar()
            .named("none", "")
            .part("flip")
            .named("flip-crop", "flip,shift=4")
            .part("shift=N[:zero|reflect]", Grammar.whole("N", 1, 16), Grammar.word("zero", "reflect"))
            .part("crop-scale=S", Grammar.positive("S", 1))
            .part("colour=A", Grammar.share("A"))
            .part("cutout=N", Grammar.whole("N", 1, 32))
            .part("alternating-flip")
            .part("erase=P", Grammar.share("P"))
            .part("mixup=A", Grammar.positive("A", 100))
            .part("cutmix=A", Grammar.positive("A", 100));

    /** An empty list. */
    public static final Parts NONE = new Parts("none", List.of());

    /**
     * One of them.
     *
     * @param name what it is
     * @param values its numbers and words, also those that were left out
     */
    public record Part(String name, List<String> values) {

        public int whole(int index) {
            return Integer.parseInt(values.get(index));
        }

        public double number(int index) {
            return Double.parseDouble(values.get(index));
        }

        @Override
        public String toString() {
            return values.isEmpty() ? name : name + "=" + String.join(":", values);
        }
    }

    /** The first of a name, if there is one. */
    public Optional<Part> find(String name) {
        return list.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
