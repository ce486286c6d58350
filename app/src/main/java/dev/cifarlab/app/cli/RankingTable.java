package dev.cifarlab.app.cli;

import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.search.SearchFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
