package dev.cifarlab.app.cli;

import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SearchListener;
import dev.cifarlab.app.training.TrainingListener;
import java.util.List;

/** Which cell of how many is trained, how each ended, and when all will be done. */
class SearchProgress implements SearchListener {

    final SearchFolder folder;
    final Console console;
    final List<Cell> cells;
    final TimeLeft timeLeft = new TimeLeft(System::nanoTime);

    SearchProgress(SearchFolder folder, Console console) {
        this.folder = folder;
        this.console = console;
        this.cells = folder.config().grid().cells();
    }

    @Override
    public void searchStarted(int epochsLeft) {
        SearchConfig config = folder.config();
        console.line(
                "search:      %d cells, epochs of each: %d; activations %s, initialisations %s, seeds %s%s",
                cells.size(),
                config.base().epochs(),
                config.entries().get("activations"),
                config.entries().get("inits"),
                config.entries().get("seeds"),
                config.halving() ? ", with halving" : "");
        int ended = folder.results().size();
        if (ended > 0) {
            console.line("             %d of them have ended already", ended);
        }
        console.line("folder:      %s", folder.path());
    }

    @Override
    public void cellStarted(Cell cell, int lastEpoch) {
        console.line("");
        console.line(
                "cell %d of %d: %s, epochs %d to %d",
                cells.indexOf(cell) + 1,
                cells.size(),
                cell.name(),
                folder.cell(cell).epochs() + 1,
                lastEpoch);
        timeLeft.started(folder.cell(cell).epochs());
    }

    @Override
    public TrainingListener training() {
        return new ProgressReport(console);
    }

    @Override
    public void cellTrained(Cell cell, int epochsLeft) {
        timeLeft.ended(folder.cell(cell).epochs());
        if (epochsLeft > 0) {
            console.line("epochs left in all cells: %d%s", epochsLeft, timeLeft.estimate(epochsLeft));
        }
    }

    @Override
    public void cellEnded(CellResult result) {
        String sentence = result.cell().name() + " " + result.status().label() + ": " + result.message();
        switch (result.status()) {
            case FAILED, ABANDONED -> console.warn(sentence);
            case STOPPED -> console.line("%s", sentence);
            case FINISHED -> {}
        }
    }

    @Override
    public void searchEnded(List<CellResult> results) {
        RankingTable.print(results, folder, console);
    }

    @Override
    public void told(String line) {
        console.line("%s", line);
    }

    @Override
    public void warned(String sentence) {
        console.warn(sentence);
    }
}
