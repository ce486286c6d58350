package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.SearchFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The MLP against the ResNet-18: question 3.8. */
final class ComparisonSection {

    private ComparisonSection() {}

    static Section of(StudyFacts facts) {
        List<Block> blocks = new ArrayList<>();
        List<RunScores> cnn = repetitions(facts, facts.study().search());
        List<RunScores> mlp = repetitions(facts, facts.study().mlp());
        if (cnn.isEmpty() || mlp.isEmpty()) {
            blocks.add(Block.missing("Missing: the comparison, as the " + (cnn.isEmpty() ? "ResNet-18" : "MLP")
                    + " is not trained yet. " + facts.howToGoOn()));
            return section(blocks);
        }
        compare(facts, new Contender("ResNet-18", cnn), new Contender("MLP", mlp), blocks);
        for (RunFacts run : List.of(facts.cnn(), facts.mlp())) {
            blocks.add(Block.runFigure(facts, run, "confusion.png"));
            blocks.add(Block.runFigure(facts, run, "mistakes.png"));
        }
        return section(blocks);
    }

    /** Which network is better, in two sentences; none before both are trained. */
    static List<String> outcome(StudyFacts facts) {
        List<RunScores> cnn = repetitions(facts, facts.study().search());
        List<RunScores> mlp = repetitions(facts, facts.study().mlp());
        return cnn.isEmpty() || mlp.isEmpty()
                ? List.of()
                : ComparisonComment.of(new Contender("ResNet-18", cnn), new Contender("MLP", mlp))
                        .subList(0, 2);
    }

    private static Section section(List<Block> blocks) {
        return new Section("3.8", "The MLP against the ResNet-18", blocks);
    }

    private static List<RunScores> repetitions(StudyFacts facts, SearchFolder folder) {
        return facts.repetitions(folder, facts.study().main());
    }

    private static void compare(StudyFacts facts, Contender cnn, Contender mlp, List<Block> blocks) {
        blocks.add(Block.table(
                "Both networks with " + facts.study().main().title() + ", at the best epoch",
                List.of(
                        "network",
                        "parameters",
                        "val. accuracy",
                        "val. loss",
                        "time",
                        "time/epoch",
                        "images/s",
                        "epochs",
                        "seeds"),
                List.of(cnn.row(), mlp.row()),
                "Time is of training alone, without validation; means over seeds. " + facts.dataNote()));
        if (cnn.first().rows().size() != mlp.first().rows().size()) {
            blocks.add(Block.missing(
                    "The numbers of epochs differ: one of the trainings has not ended. " + facts.howToGoOn()));
        }
        List<String> comment = new ArrayList<>(ComparisonComment.of(cnn, mlp));
        Numbers cnnNumbers = new Numbers(facts.cnn().figures().numbers());
        Numbers mlpNumbers = new Numbers(facts.mlp().figures().numbers());
        List<String> names = cnnNumbers.texts("classes");
        List<Double> byClass = cnnNumbers.accuracyByClass();
        List<Double> byClassMlp = mlpNumbers.accuracyByClass();
        comment.addAll(ComparisonComment.classes(names, byClass, byClassMlp));
        blocks.add(Block.comment(comment));
        blocks.add(facts.curves("compared", "Curves of both networks: validation solid, training dashed."));
        if (byClass.size() == names.size() && byClassMlp.size() == names.size() && !names.isEmpty()) {
            blocks.add(classes(names, byClass, byClassMlp, facts.dataNote()));
        }
    }

    private static Block classes(List<String> names, List<Double> cnn, List<Double> mlp, String note) {
        List<List<String>> rows = IntStream.range(0, names.size())
                .mapToObj(k -> List.of(names.get(k), Words.percent(cnn.get(k)), Words.percent(mlp.get(k))))
                .toList();
        return Block.table(
                "Validation accuracy by class, of the first seed's best epoch",
                List.of("class", "ResNet-18", "MLP"),
                rows,
                note);
    }
}
