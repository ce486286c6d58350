package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.report.StudyReport;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.LocalEngine;
import dev.cifarlab.app.search.Search;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SearchListener;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.training.BatchMemory;
import dev.cifarlab.app.training.StoppedException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A study from its folder to its report; what is on disk already is not done again.
 *
 * @param study its folder, which may hold a part of it already
 * @param data where images are taken from
 * @param download is told of downloads
 */
public record Study(StudyFolder study, SharedData data, DownloadProgress download) {

    /**
     * Makes the folder of a new study, once all is known to fit; nothing is trained.
     *
     * @param preset the name of the settings that it starts from
     */
    public static StudyFolder create(Path path, String preset, SearchConfig config, SharedData data) {
        Network.requireAvailable(config.base().convolution(), config.base().precision());
        data.of(config.base());
        BatchMemory.require(config.base());
        return StudyFolder.create(path, preset, config);
    }

    /**
     * Trains, draws and reports.
     *
     * @param listeners who is told of each search; that over the ResNet-18 is told of the study as well
     * @return whether a network of both kinds was trained to its end
     */
    public boolean run(Function<SearchFolder, SearchListener> listeners) {
        SearchListener listener = listeners.apply(study.search());
        List<CellResult> grid = train(study.search(), listener);
        List<CellResult> mlp = train(study.mlp(), listeners.apply(study.mlp()));
        listener.searchEnded(grid);
        draw(study.mainRun(), listener);
        draw(study.mlpRun(), listener);
        StudyReport.write(study).forEach(file -> listener.told("report: " + file.toAbsolutePath()));
        return grid.stream().anyMatch(CellResult::hasScores) && mlp.stream().anyMatch(CellResult::hasScores);
    }

    private List<CellResult> train(SearchFolder folder, SearchListener listener) {
        data.serve(folder, listener::warned);
        try {
            return new Search(folder, new LocalEngine(data, Training::resumeUntil), listener).run();
        } catch (StoppedException e) {
            throw e.goOnWith("./cifar-lab study --resume " + study.path());
        }
    }

    /** Draws a run's figures unless they are there; without a whole training there is nothing to draw. */
    private void draw(RunFolder run, SearchListener listener) {
        FigureFolder figures = FigureFolder.of(run);
        boolean draws = Fonts.areThere(listener::warned);
        if (draws ? figures.exists() : !figures.numbers().isEmpty()) {
            return;
        }
        if (!scored(run)) {
            listener.warned(run.path() + " was not trained to its end; the report names what is missing");
            return;
        }
        listener.told((draws ? "drawing" : "computing, not drawing,") + " the figures of " + run.path());
        try (TrainedNetwork trained = TrainedNetwork.open(run.path(), download)) {
            new FigureDrawing(trained, listener::warned).draw(null);
        }
    }

    private boolean scored(RunFolder run) {
        return Stream.of(study.search(), study.mlp())
                .flatMap(folder -> folder.results().stream()
                        .filter(CellResult::hasScores)
                        .map(result -> folder.cell(result.cell()).run()))
                .anyMatch(run::equals);
    }
}
