package dev.cifarlab.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which filters help to classify the image that was looked at. */
final class MapsComment {

    private static final double CLEAR = 0.5;
    private static final double THIRD = 1.0 / 3;

    private MapsComment() {}

    static List<String> of(Numbers numbers) {
        List<String> sentences = new ArrayList<>();
        sentences.add(answer(numbers));
        sentences.add(first(numbers));
        sentences.add(last(numbers));
        sentences.add(place(numbers));
        return sentences;
    }

    private static String answer(Numbers numbers) {
        String predicted = numbers.text("image_predicted");
        String label = numbers.text("image_label");
        String text = Words.format(
                "For %s the network says ‘%s’ with a probability of %s",
                numbers.text("image"), predicted, Words.percent(numbers.number("image_probability")));
        if (label.isEmpty()) {
            return text + ".";
        }
        return predicted.equals(label) ? text + ", which is right." : text + "; it is ‘" + label + "’.";
    }

    private static String first(Numbers numbers) {
        List<String> filters = numbers.texts("first_filters");
        List<String> features = numbers.texts("first_features");
        List<String> clear = IntStream.range(0, filters.size())
                .filter(k -> Math.abs(numbers.number("first_correlations", k)) >= CLEAR)
                .mapToObj(k -> Words.format(
                        "filter %s to %s (%.2f)",
                        filters.get(k), features.get(k), numbers.number("first_correlations", k)))
                .toList();
        return clear.isEmpty()
                ? "None of the first layer's maps shown goes clearly with brightness, edges or a colour of the image."
                : "In the first layer, by the correlation of its map with the image, " + answers(clear)
                        + "; these are features that tell an object from its background, whatever the class.";
    }

    private static String answers(List<String> clear) {
        return Words.list(clear).replaceFirst(" to ", " answers to ");
    }

    private static String last(Numbers numbers) {
        double sum = 0;
        for (int k = 0; k < numbers.list("top_contributions").size(); k++) {
            sum += Math.max(0, numbers.number("top_contributions", k));
        }
        return Words.format(
                "In the last layer, channel %s helps most: it adds %+.3f to the logit of ‘%s’, which is %.3f in all."
                        + " The %d channels shown add %.1f %% of what all channels that speak for this class add; that"
                        + " many of %.0f channels are %.1f %%.",
                numbers.list("top_channels").get(0),
                numbers.number("top_contributions", 0),
                numbers.text("image_predicted"),
                numbers.number("image_logit"),
                numbers.list("top_channels").size(),
                100 * sum / numbers.number("positive_contributions"),
                numbers.number("channels"),
                100 * numbers.list("top_channels").size() / numbers.number("channels"));
    }

    private static String place(Numbers numbers) {
        return "The class activation map of ‘" + numbers.text("image_predicted") + "’ is largest "
                + place(numbers.number("activation_peak", 0), numbers.number("activation_peak", 1))
                + " the image: what is there speaks most for the class.";
    }

    /** A place in words, from shares of height and width. */
    static String place(double down, double across) {
        String vertical = down < THIRD ? "upper" : down > 1 - THIRD ? "lower" : "";
        String horizontal = across < THIRD ? "left" : across > 1 - THIRD ? "right" : "";
        if (vertical.isEmpty() && horizontal.isEmpty()) {
            return "in the middle of";
        }
        String side = (vertical + " " + horizontal).strip();
        return "in the " + side + " part of";
    }
}
