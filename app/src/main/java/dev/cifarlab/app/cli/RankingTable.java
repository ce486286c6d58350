package dev.cifarlab.app.cli;

import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.search.SearchFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outcome of a search as a table on the console. */
final class RankingTable {

    private RankingTable() {}

    static void print(List<CellResult> results, SearchFolder folder, Console console) {
        List<Rank> ranks = Ranking.of(results).ranks();
        console.line("");
        console.line("validation accuracy and loss at each cell's best epoch, mean over seeds, +- standard deviation:");
        String header = row("rank", "activation", "init", "accuracy", "+-", "loss", "time", "seeds", "best epochs", "");
        console.line("%s", header);
        for (int k = 0; k < ranks.size(); k++) {
            console.line("%s", line(k + 1, ranks.get(k)));
        }
        if (folder.config().grid().seeds().size() == 1) {
            console.line("one seed: differences may be chance; --seeds 0,1,2 would give the spread");
        }
        console.line("table: %s", folder.table().file());
    }

    /** The same, and what came of each cell, as programs read it. */
    static Map<String, @Nullable Object> document(List<CellResult> results, SearchFolder folder) {
        return Document.of(
                "folder", folder.path(),
                "ranks",
                        Ranking.of(results).ranks().stream()
                                .map(RankingTable::document)
                                .toList(),
                "cells", results.stream().map(RankingTable::document).toList());
    }

    private static Map<String, @Nullable Object> document(Rank rank) {
        return Document.of(
                "activation", rank.combination().activation(),
                "init", rank.combination().init(),
                "seeds", rank.seeds(),
                "failed", rank.failures(),
                "stopped", rank.stopped(),
                "mean_accuracy", rank.meanAccuracy(),
                "std_accuracy", rank.stdAccuracy(),
                "mean_loss", rank.meanLoss(),
                "mean_seconds", rank.meanSeconds(),
                "best_epochs", rank.bestEpochs());
    }

    private static Map<String, @Nullable Object> document(CellResult result) {
        return Document.of(
                "cell", result.cell().name(),
                "status", result.status(),
                "epochs", result.epochs(),
                "best_epoch", result.hasScores() ? result.bestEpoch() : null,
                "validation_accuracy", result.validationAccuracy(),
                "validation_loss", result.validationLoss(),
                "seconds", result.seconds(),
                "message", result.message());
    }

    private static String line(int place, Rank rank) {
        boolean ranked = rank.seeds() > 0;
        return row(
                ranked ? place : "-",
                rank.combination().activation().label(),
                rank.combination().init().label(),
                number("%.2f %%", 100 * rank.meanAccuracy()),
                number("%.2f", 100 * rank.stdAccuracy()),
                number("%.4f", rank.meanLoss()),
                number("%.1f s", rank.meanSeconds()),
                rank.seeds(),
                rank.bestEpochs().stream().map(String::valueOf).collect(Collectors.joining(",")),
                remarks(rank));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%4s  %-10s  %-14s  %10s  %7s  %8s  %9s  %5s  %-11s %s", cells)
                .stripTrailing();
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String remarks(Rank rank) {
        List<String> remarks = new ArrayList<>();
        if (rank.failures() > 0) {
            remarks.add(rank.failures() + " failed");
        }
        if (rank.stopped() > 0) {
            remarks.add(rank.stopped() + " stopped early");
        }
        return String.join(", ", remarks);
    }
}
