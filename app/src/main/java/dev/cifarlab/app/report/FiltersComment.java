package dev.cifarlab.app.report;

import java.util.ArrayList;
import java.util.List;

/** How the filters of the first and the last convolution differ, by their numbers. */
final class FiltersComment {

    /** Share of a normal distribution within a tenth of its standard deviation from zero. */
    private static final double NORMAL = 0.0797;

    private static final double CLEARLY = 0.05;

    private FiltersComment() {}

    /**
     * What a filter sums over.
     *
     * @param inputs channels
     * @param side of its square window
     */
    record Window(int inputs, int side) {

        int weights() {
            return inputs * side * side;
        }

        @Override
        public String toString() {
            return inputs + " x " + side * side;
        }
    }

    /** Sentences on both, with the windows of the first and of the last. */
    static List<String> of(Numbers first, Numbers last, Window near, Window far) {
        List<String> sentences = new ArrayList<>();
        sentences.add(range(first, last, near, far));
        sentences.add(nearZero(first, last));
        sentences.addAll(smoothness(first.number("smoothness"), last.number("smoothness"), near, far));
        return sentences;
    }

    private static String range(Numbers first, Numbers last, Window near, Window far) {
        double ratio = first.number("deviation") / last.number("deviation");
        return Words.format(
                "The weights of the first convolution lie between %.3f and %.3f with a standard deviation of %.4f,"
                        + " those of the last between %.3f and %.3f with %.4f: the first's spread is %.1f times the"
                        + " last's. A filter of the first sums over %s weights, one of the last over %s%s",
                first.number("least"),
                first.number("largest"),
                first.number("deviation"),
                last.number("least"),
                last.number("largest"),
                last.number("deviation"),
                ratio,
                near,
                far,
                far.weights() > near.weights() ? ", so that each of the latter has to count for less." : ".");
    }

    private static String nearZero(Numbers first, Numbers last) {
        double a = first.number("near_zero");
        double b = last.number("near_zero");
        String text = Words.format(
                "Within a tenth of its standard deviation from zero lie %s of the first layer's weights and %s of the"
                        + " last's; of a normal distribution it would be %s.",
                Words.percent(a), Words.percent(b), Words.percent(NORMAL));
        return b > NORMAL + CLEARLY / 2
                ? text + " So most of the last layer's weights hardly matter, and few are large."
                : text;
    }

    private static List<String> smoothness(double first, double last, Window near, Window far) {
        List<String> sentences = new ArrayList<>();
        sentences.add(Words.format(
                "Spatial smoothness, 0 for weights drawn independently and 1 for slices of one value, is %.3f in the"
                        + " first and %.3f in the last layer.",
                first, last));
        if (first > last + CLEARLY) {
            sentences.add("Neighbouring weights of the first layer are more alike: its filters are patterns of light"
                    + (near.inputs() > 1 ? " and colour" : "")
                    + " that can be read as such, edges and blobs. A slice of the last layer is one of "
                    + far.inputs()
                    + " that only mean something together, and looks more like noise.");
        } else if (last > first + CLEARLY) {
            sentences.add(Words.format(
                    "Here it is the last layer whose neighbouring weights are more alike: its slices ask whether a"
                            + " channel is active, almost regardless of where in the %dx%d window, while the first"
                            + " layer's filters answer to changes from one pixel to the next: edges and fine texture.",
                    far.side(), far.side()));
        } else {
            sentences.add("The two hardly differ in this.");
        }
        if (Math.abs(first) < CLEARLY && Math.abs(last) < CLEARLY) {
            sentences.add(
                    "Both are close to what the random weights at the start have: training has changed the spatial"
                            + " patterns little so far.");
        }
        return sentences;
    }
}
