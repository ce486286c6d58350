package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.lab.Training;
import dev.cifarlab.app.report.OverviewPage;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.LocalEngine;
import dev.cifarlab.app.search.Search;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SearchListener;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.BatchMemory;
import dev.cifarlab.app.training.StoppedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "search",
        modelTransformer = SettingFlags.OfSearch.class,
        description = "Trains a network for each activation, initialisation and seed, and ranks them.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab search --data synthetic --model mlp --epochs 3",
            "  ./cifar-lab search --activations relu,tanh --inits he-normal --seeds 0,1,2 --out runs/he",
            "  ./cifar-lab search --resume runs/he",
            "  ./cifar-lab search --seeds 0,1,2 --engine spark --master spark://host:7077 --out /shared/seeds"
        })
@Needs(Need.BACKEND)
final class SearchCommand extends Answering {

    private final SharedData data = new SharedData(new DownloadBar());

    @Mixin
    private GridFlags grid;

    @Mixin
    private EngineFlags engine;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 100,
            description = "new folder (default runs/search-MODEL-DATA, with a number where that exists)")
    private @Nullable Path out;

    @Mixin
    private StartFlags start;

    @Mixin
    private PageServer.Flag serve;

    @Override
    int run(Console console) {
        Map<Setting<?>, String> given = given();
        engine.check();
        Path earlier = start.earlier(out, "search");
        return run(earlier == null ? start(given) : grid.same(SearchFolder.open(earlier), given), console);
    }

    private SearchFolder start(Map<Setting<?>, String> given) {
        SearchConfig config = grid.over(SearchConfig.over(start.config(TrainConfig.defaults())), given);
        String stem = "search-" + config.base().model().label() + "-"
                + config.base().data().label();
        Path path = RunNames.place(out, "runs", stem, true);
        data.of(config.base()); // what is wrong with the data is told before there is a folder
        if (engine.isLocal()) {
            BatchMemory.require(config.base());
        }
        return SearchFolder.create(path, config);
    }

    private int run(SearchFolder folder, Console console) {
        data.serve(folder, console::warn);
        OverviewPage.write(folder.path());
        SearchListener listener =
                engine.isLocal() ? new SearchProgress(folder, console) : new ParallelProgress(folder, console);
        try (PageServer server = serve.open(folder.path(), console);
                SearchEngine opened =
                        engine.isLocal() ? new LocalEngine(data, Training::resumeUntil) : engine.open(folder)) {
            List<CellResult> results = new Search(folder, opened, listener).run();
            OverviewPage.write(folder.path());
            listener.searchEnded(results);
            console.answer(RankingTable.document(results, folder));
            return results.stream().anyMatch(CellResult::hasScores) ? 0 : UserException.FAILED;
        } catch (StoppedException e) {
            throw e.goOnWith("./cifar-lab search --resume " + folder.path());
        }
    }
}
