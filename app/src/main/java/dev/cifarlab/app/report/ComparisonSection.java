package dev.cifarlab.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The MLP against the convolutional network: question 3.8. */
final class ComparisonSection {

    private ComparisonSection() {}

    static Section of(StudyFacts facts) {
        List<Block> blocks = new ArrayList<>();
        Contender cnn = facts.contender(facts.cnn());
        Contender mlp = facts.contender(facts.mlp());
        if (cnn.isTrained() && mlp.isTrained()) {
            compare(facts, cnn, mlp, blocks);
            for (StudyFacts.Run run : List.of(facts.cnn(), facts.mlp())) {
                blocks.add(Block.runFigure(facts, run, "confusion.png"));
                blocks.add(Block.runFigure(facts, run, "mistakes.png"));
            }
        } else {
            String missing = cnn.isTrained() ? mlp.title() : cnn.title();
            blocks.add(Block.missing(
                    "Missing: the comparison, as the " + missing + " is not trained yet. " + facts.howToGoOn()));
        }
        return new Section("3.8", "The " + mlp.title() + " against the " + cnn.title(), blocks);
    }

    /** Which network is better, in two sentences; none before both are trained. */
    static List<String> outcome(StudyFacts facts) {
        Contender cnn = facts.contender(facts.cnn());
        Contender mlp = facts.contender(facts.mlp());
        return cnn.isTrained() && mlp.isTrained()
                ? ComparisonComment.of(cnn, mlp).subList(0, 2)
                : List.of();
    }

    private static void compare(StudyFacts facts, Contender cnn, Contender mlp, List<Block> blocks) {
        blocks.add(Block.table(
                "Both networks with " + facts.study().main().title() + ", at the best epoch",
                Contender.HEADER,
                List.of(cnn.row(), mlp.row()),
                "Time is of training alone, without validation; means over seeds. " + facts.dataNote()));
        if (cnn.first().rows().size() != mlp.first().rows().size()) {
            blocks.add(Block.missing(
                    "The numbers of epochs differ: one of the trainings has not ended. " + facts.howToGoOn()));
        }
        List<String> comment = new ArrayList<>(ComparisonComment.of(cnn, mlp));
        List<String> names = facts.cnn().numbers().texts("classes");
        List<Double> byClass = facts.cnn().numbers().accuracyByClass();
        List<Double> byClassMlp = facts.mlp().numbers().accuracyByClass();
        comment.addAll(ComparisonComment.classes(cnn.title(), names, byClass, byClassMlp));
        blocks.add(Block.comment(comment));
        blocks.add(facts.curves("compared", "Curves of both networks: validation solid, training dashed."));
        if (byClass.size() == names.size() && byClassMlp.size() == names.size() && !names.isEmpty()) {
            List<List<String>> rows = IntStream.range(0, names.size())
                    .mapToObj(
                            k -> List.of(names.get(k), Words.percent(byClass.get(k)), Words.percent(byClassMlp.get(k))))
                    .toList();
            blocks.add(Block.table(
                    "Validation accuracy by class, of the first seed's best epoch",
                    List.of("class", cnn.title(), mlp.title()),
                    rows,
                    facts.dataNote()));
        }
    }
}
