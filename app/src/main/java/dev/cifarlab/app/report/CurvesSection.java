package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunScores;
import java.util.ArrayList;
import java.util.List;

/** Learning curves of the main combination: question 3.4. */
final class CurvesSection {

    private CurvesSection() {}

    static Section of(StudyFacts facts) {
        String which = facts.study().main().title() + ", seed "
                + facts.config().grid().seeds().get(0);
        List<Block> blocks = new ArrayList<>();
        blocks.add(facts.curves(
                "curves",
                "Learning curves of the " + facts.cnn().title() + " (" + which + "), the best epoch marked."));
        facts.cnn().scores().ifPresent(scores -> {
            blocks.add(Block.comment(CurvesComment.of(scores)));
            blocks.add(table(scores, facts.dataNote()));
        });
        return new Section("3.4", "Learning curves", blocks);
    }

    private static Block table(RunScores scores, String note) {
        List<List<String>> rows = scores.rows().stream()
                .map(row -> row(row, row.epoch() == scores.best().epoch()))
                .toList();
        return Block.table(
                "Every epoch",
                List.of("epoch", "training loss", "training acc.", "validation loss", "validation acc.", "time"),
                rows,
                note);
    }

    private static List<String> row(EpochMetrics row, boolean best) {
        return List.of(
                row.epoch() + (best ? " (best)" : ""),
                Words.loss(row.trainLoss()),
                Words.percent(row.trainAccuracy()),
                Words.loss(row.validationLoss()),
                Words.percent(row.validationAccuracy()),
                Words.time(row.epochSeconds()));
    }
}
