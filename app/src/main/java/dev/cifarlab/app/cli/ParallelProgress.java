package dev.cifarlab.app.cli;

import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellProgress;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.CellStatus;
import dev.cifarlab.app.search.SearchFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many cells at a time: a line for each that has begun or ended, and below them how far the running ones are. */
final class ParallelProgress extends SearchProgress {

    private static final int MOST_LINES = 18;

    private final LiveLines live;
    private final Map<String, @Nullable CellProgress> running = new LinkedHashMap<>();
    private int ended;
    private int epochsAtFirst;
    private int epochsLeft;

    ParallelProgress(SearchFolder folder, Console console) {
        this(folder, console, new LiveLines(console));
    }

    ParallelProgress(SearchFolder folder, Console console, LiveLines live) {
        super(folder, console);
        this.live = live;
    }

    @Override
    public void searchStarted(int left) {
        super.searchStarted(left);
        ended = folder.results().size();
        epochsAtFirst = left;
        epochsLeft = left;
        timeLeft.started(0);
    }

    @Override
    public void cellStarted(Cell cell, int lastEpoch) {
        running.put(cell.name(), null);
        int first = folder.cell(cell).epochs() + 1;
        say(String.format(Locale.ROOT, "%s: begun, epochs %d to %d", cell.name(), first, lastEpoch));
    }

    @Override
    public void cellProgressed(CellProgress progress) {
        if (running.containsKey(progress.cell())) {
            running.put(progress.cell(), progress);
            live.show(lines());
        }
    }

    @Override
    public void cellTrained(Cell cell, int left) {
        running.remove(cell.name());
        epochsLeft = left;
    }

    @Override
    public void cellEnded(CellResult result) {
        ended++;
        live.clear();
        if (result.status() == CellStatus.FINISHED) {
            say(String.format(
                    Locale.ROOT,
                    "%s: finished, validation accuracy %.2f %% after epoch %d, %.1f s of training",
                    result.cell().name(),
                    100 * result.validationAccuracy(),
                    result.bestEpoch(),
                    result.seconds()));
        } else {
            super.cellEnded(result);
        }
    }

    @Override
    public void warned(String sentence) {
        live.clear();
        super.warned(sentence);
    }

    @Override
    public boolean wantsStop() {
        return StopSignal.received();
    }

    private void say(String sentence) {
        live.clear();
        console.line("%s", sentence);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "-- %d of %d cells ended, %d running; epochs left: %d%s",
                ended,
                cells.size(),
                running.size(),
                epochsLeft,
                timeLeft.estimate(epochsAtFirst, epochsLeft)));
        running.forEach((cell, progress) -> lines.add(progress == null ? "   " + cell : line(progress)));
        if (lines.size() > MOST_LINES) {
            int more = lines.size() - MOST_LINES + 1;
            lines.subList(MOST_LINES - 1, lines.size()).clear();
            lines.add("   and " + more + " more");
        }
        return lines;
    }

    private static String line(CellProgress cell) {
        return String.format(
                Locale.ROOT,
                "   %-32s epoch %d/%d, batch %d/%d, loss %.3f, accuracy %.1f %%, on %s",
                cell.cell(),
                cell.epoch(),
                cell.epochs(),
                cell.batch(),
                cell.batches(),
                cell.loss(),
                100 * cell.accuracy(),
                cell.machine());
    }
}
