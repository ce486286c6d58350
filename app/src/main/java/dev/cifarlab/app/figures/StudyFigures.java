package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.StudyFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * Draws the figures of a study that go over several runs, from what is on disk; what has no data yet is left out, and
 * where Java cannot draw, what was drawn before stays.
 */
public final class StudyFigures {

    private StudyFigures() {}

    /** Draws all that there is data for. */
    public static void draw(StudyFolder study) {
        if (!Fonts.trouble().isEmpty()) {
            return;
        }
        new FigureFolder(study.file("figures")).create();
        RunFolder main = study.mainRun();
        if (trained(main)) {
            write(study, "curves", LearningCurves.of(main));
        }
        SearchFolder search = study.search();
        Grid grid = search.config().grid();
        if (!search.results().isEmpty()) {
            Drawing.write(HeatMap.draw(grid, Ranking.of(search.results())), study.figure("heat-map.png"));
        }
        Map<String, RunFolder> cells = firstRepetition(search, grid);
        if (cells.size() > 1) {
            write(study, "grid", LearningCurves.of(cells));
        }
        RunFolder mlp = study.mlpRun();
        if (trained(main) && trained(mlp)) {
            Map<String, RunFolder> both = new LinkedHashMap<>();
            both.put(title(search), main);
            both.put(title(study.mlp()), mlp);
            write(study, "compared", LearningCurves.of(both));
        }
    }

    private static String title(SearchFolder search) {
        return search.config().base().model().title();
    }

    /** Runs of the first seed by combination. */
    private static Map<String, RunFolder> firstRepetition(SearchFolder search, Grid grid) {
        long seed = grid.seeds().get(0);
        Map<String, RunFolder> runs = new LinkedHashMap<>();
        for (Cell cell : grid.cells()) {
            RunFolder run = search.cell(cell).run();
            if (cell.seed() == seed && trained(run)) {
                runs.put(cell.combination().title(), run);
            }
        }
        return runs;
    }

    private static boolean trained(RunFolder run) {
        return !run.metrics().read().isEmpty();
    }

    private static void write(StudyFolder study, String stem, List<XYChart> lossAndAccuracy) {
        Charts.write(lossAndAccuracy.subList(0, 1), study.figure(stem + "-loss"));
        Charts.write(lossAndAccuracy.subList(1, 2), study.figure(stem + "-accuracy"));
    }
}
