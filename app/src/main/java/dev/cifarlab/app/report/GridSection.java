package dev.cifarlab.app.report;

import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The grid search: question 3.7. */
final class GridSection {

    private GridSection() {}

    static Section of(StudyFacts facts) {
        List<Block> blocks = new ArrayList<>(missing(facts));
        Ranking ranking = facts.ranking();
        if (!ranking.ranks().isEmpty()) {
            String caption = "Validation accuracy at each training's best epoch, mean over seeds; darker is higher.";
            blocks.add(facts.picture("heat-map.png", "Heat map of validation accuracy by activation and initialisation")
                    .map(picture -> Block.figure(caption, List.of(picture)))
                    .orElseGet(() -> Block.missing("Missing: the heat map. " + facts.howToDraw())));
            blocks.add(ranks(ranking, facts.dataNote()));
            List<String> comment = new ArrayList<>(GridComment.of(ranking));
            long images = facts.cnn().numbers().images();
            comment.addAll(GridComment.chance(ranking.ranks().get(0).meanAccuracy(), images));
            blocks.add(Block.comment(comment));
            blocks.add(facts.curves(
                    "grid",
                    "Curves of all combinations with seed "
                            + facts.config().grid().seeds().get(0) + ": validation solid, training dashed."));
        }
        if (facts.config().grid().seeds().size() > 1 && !facts.results().isEmpty()) {
            blocks.add(cells(facts));
        }
        return new Section("3.7", "Grid search over activation and initialisation", blocks);
    }

    private static List<Block> missing(StudyFacts facts) {
        List<Cell> ended = facts.results().stream().map(CellResult::cell).toList();
        List<String> open = facts.config().grid().cells().stream()
                .filter(cell -> !ended.contains(cell))
                .map(cell -> cell.combination().title() + ", seed " + cell.seed())
                .toList();
        return open.isEmpty()
                ? List.of()
                : List.of(Block.missing("Missing: the trainings that have not ended yet: " + String.join("; ", open)
                        + ". " + facts.howToGoOn()));
    }

    private static Block ranks(Ranking ranking, String note) {
        List<List<String>> rows = IntStream.range(0, ranking.ranks().size())
                .mapToObj(k -> row(k + 1, ranking.ranks().get(k)))
                .toList();
        return Block.table(
                "Combinations by mean validation accuracy at each training's best epoch",
                List.of(
                        "rank",
                        "activation",
                        "initialisation",
                        "val. accuracy",
                        "val. loss",
                        "best epoch",
                        "time",
                        "seeds"),
                rows,
                "± is the sample standard deviation over seeds; time is of training alone. " + note);
    }

    private static List<String> row(int place, Rank rank) {
        String failures = rank.failures() == 0 ? "" : " (" + rank.failures() + " failed)";
        return List.of(
                rank.seeds() == 0 ? "–" : Integer.toString(place),
                rank.combination().activation().title(),
                rank.combination().init().title(),
                rank.seeds() == 0 ? "failed" : Words.spread(rank.meanAccuracy(), rank.stdAccuracy()),
                Words.loss(rank.meanLoss()),
                rank.bestEpochs().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                rank.seeds() == 0 ? "–" : Words.time(rank.meanSeconds()),
                rank.seeds() + failures);
    }

    private static Block cells(StudyFacts facts) {
        List<List<String>> rows = facts.results().stream()
                .map(result -> List.of(
                        result.cell().combination().title(),
                        Long.toString(result.cell().seed()),
                        result.status().label(),
                        Words.percent(result.validationAccuracy()),
                        Words.loss(result.validationLoss()),
                        result.bestEpoch() + " of " + result.epochs(),
                        Words.time(result.seconds())))
                .toList();
        return Block.table(
                "Every training",
                List.of("combination", "seed", "status", "val. accuracy", "val. loss", "best epoch", "time"),
                rows,
                facts.dataNote());
    }
}
