package dev.cifarlab.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Feature maps of one image: question 3.6. */
final class MapsSection {

    private MapsSection() {}

    static Section of(StudyFacts facts) {
        List<Block> blocks = new ArrayList<>();
        Numbers numbers = facts.cnn().numbers();
        blocks.add(Block.runFigure(facts, facts.cnn(), "maps-first.png"));
        if (numbers.has("first_filters")) {
            blocks.add(first(numbers, facts.dataNote()));
        }
        blocks.add(Block.runFigure(facts, facts.cnn(), "maps-last.png"));
        if (!facts.net().takesMeansOfMaps()) {
            blocks.add(Block.comment(List.of("The last layer does not take the means of these maps, so that no channel"
                    + " adds something to a logit by itself, and there are no class activation maps.")));
            return new Section("3.6", "Feature maps of one image", blocks);
        }
        boolean drawn = numbers.has("top_channels") && numbers.has("first_filters");
        blocks.add(Block.runFigure(facts, facts.cnn(), "contributions.png"));
        if (drawn) {
            blocks.add(top(numbers, facts.dataNote()));
        }
        blocks.add(Block.runFigure(facts, facts.cnn(), "class-activation.png"));
        if (drawn) {
            blocks.add(Block.comment(MapsComment.of(numbers)));
        }
        return new Section("3.6", "Feature maps of one image", blocks);
    }

    private static Block first(Numbers numbers, String note) {
        List<List<String>> rows = IntStream.range(
                        0, numbers.list("first_filters").size())
                .mapToObj(k -> List.of(
                        "filter " + numbers.list("first_filters").get(k),
                        numbers.texts("first_features").get(k),
                        Words.format("%+.2f", numbers.number("first_correlations", k))))
                .toList();
        return Block.table(
                "What the first convolution's maps go with most, of eight plain features of the image",
                List.of("map", "feature of the image", "correlation"),
                rows,
                note);
    }

    private static Block top(Numbers numbers, String note) {
        List<List<String>> rows = IntStream.range(
                        0, numbers.list("top_channels").size())
                .mapToObj(k -> List.of(
                        "channel " + numbers.list("top_channels").get(k),
                        Words.format("%.4f", numbers.number("top_weights", k)),
                        Words.format("%.4f", numbers.number("top_activations", k)),
                        Words.format("%+.4f", numbers.number("top_contributions", k))))
                .toList();
        return Block.table(
                "What these channels add to the logit of ‘" + numbers.text("image_predicted") + "’",
                List.of("channel", "weight", "mean activation", "product"),
                rows,
                Words.format(
                        "All channels add %.4f, the bias %+.4f, together the logit %.4f. %s",
                        numbers.number("all_contributions"),
                        numbers.number("image_bias"),
                        numbers.number("image_logit"),
                        note));
    }
}
