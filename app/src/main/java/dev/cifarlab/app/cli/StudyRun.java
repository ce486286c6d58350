package dev.cifarlab.app.cli;

import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.report.StudyReport;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.CellRunner;
import dev.cifarlab.app.search.LocalEngine;
import dev.cifarlab.app.search.Search;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.StoppedException;
import java.util.List;

/** A study from its folder to its report; what is on disk already is not done again. */
final class StudyRun {

    private final StudyFolder study;
    private final SharedData data;
    private final Console console;

    StudyRun(StudyFolder study, SharedData data, Console console) {
        this.study = study;
        this.data = data;
        this.console = console;
    }

    /** The exit code: a failure where no network was trained to its end. */
    int run() {
        console.line("study:       %s, preset %s", study.path(), study.preset());
        if (study.preset().equals(StudyPreset.PAPER.label())) {
            new StudyEstimate(study, data, console).print();
        }
        List<CellResult> grid = train(study.search());
        List<CellResult> mlp = train(study.mlp());
        RankingTable.print(grid, study.search(), console);
        draw(study.mainRun());
        draw(study.mlpRun());
        StudyReport.write(study).forEach(file -> console.line("report: %s", file.toAbsolutePath()));
        boolean any =
                grid.stream().anyMatch(CellResult::hasScores) && mlp.stream().anyMatch(CellResult::hasScores);
        return any ? 0 : UserException.FAILED;
    }

    private List<CellResult> train(SearchFolder folder) {
        CellRunner runner = new CellRunner(
                data, (run, images, lastEpoch) -> TrainingRun.resumeUntil(run, images, lastEpoch, console));
        try {
            return new Search(folder, new LocalEngine(runner), new SearchProgress(folder, console)).run();
        } catch (StoppedException e) {
            throw e.goOnWith("./cifar-lab study --resume " + study.path());
        }
    }

    /** Draws a run's figures unless they are there; without a whole training there is nothing to draw. */
    private void draw(RunFolder run) {
        FigureFolder figures = FigureFolder.of(run);
        boolean draws = Fonts.areThere(console::warn);
        if (draws ? figures.exists() : !figures.numbers().isEmpty()) {
            return;
        }
        if (scored(run)) {
            console.line("%s the figures of %s", draws ? "drawing" : "computing, not drawing,", run.path());
            FigureDrawing.draw(run, null, false, console);
        } else {
            console.warn(run.path() + " was not trained to its end; the report names what is missing");
        }
    }

    private boolean scored(RunFolder run) {
        return List.of(study.search(), study.mlp()).stream()
                .flatMap(folder -> folder.results().stream()
                        .filter(CellResult::hasScores)
                        .map(CellResult::cell)
                        .map((Cell cell) -> folder.cell(cell).run()))
                .anyMatch(run::equals);
    }
}
