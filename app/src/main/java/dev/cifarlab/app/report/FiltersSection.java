package dev.cifarlab.app.report;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import java.util.ArrayList;
import java.util.List;

/** Filters of the first and the last convolution: question 3.5. */
final class FiltersSection {

    private FiltersSection() {}

    static Section of(StudyFacts facts) {
        List<Block> blocks = new ArrayList<>();
        for (String file : List.of("filters-first.png", "filters-first-slices.png", "filters-last.png")) {
            blocks.add(Block.runFigure(facts, facts.cnn(), file));
        }
        Numbers numbers = facts.cnn().numbers();
        if (numbers.has("filters_first") && numbers.has("filters_last")) {
            Numbers first = numbers.in("filters_first");
            Numbers last = numbers.in("filters_last");
            blocks.add(Block.table(
                    "All weights of the two convolutions in numbers",
                    List.of("convolution", "least", "largest", "std. deviation", "near zero", "smoothness"),
                    List.of(row("first", first), row("last", last)),
                    "Near zero: within a tenth of the standard deviation. Smoothness: 1 - mean squared difference of"
                            + " neighbouring weights / (2 variance). " + facts.dataNote()));
            Net net = facts.net();
            List<FiltersComment.Window> windows = net.firstAndLastConvolution().stream()
                    .map(site -> (Node.Conv) net.node(site.convolution()))
                    .map(conv ->
                            new FiltersComment.Window(net.shape(conv.input()).channels(), conv.kernel()))
                    .toList();
            blocks.add(Block.comment(FiltersComment.of(first, last, windows.get(0), windows.get(1))));
        }
        return new Section("3.5", "Filters of the first and the last convolution", blocks);
    }

    private static List<String> row(String title, Numbers numbers) {
        return List.of(
                title,
                Words.format("%.4f", numbers.number("least")),
                Words.format("%.4f", numbers.number("largest")),
                Words.format("%.4f", numbers.number("deviation")),
                Words.percent(numbers.number("near_zero")),
                Words.format("%.3f", numbers.number("smoothness")));
    }
}
