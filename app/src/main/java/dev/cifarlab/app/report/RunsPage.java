package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An HTML page about some runs: settings, scores, curves. It only reads run folders. */
public final class RunsPage {

    private RunsPage() {}

    /** Writes the page; pictures are linked relative to it. */
    public static void write(String title, List<RunFolder> runs, Path page) {
        List<RunSummary> summaries =
                runs.stream().map(run -> RunSummary.of(run, page)).toList();
        AtomicFiles.write(page, Templates.fill("runs.ftlh", Map.of("title", title, "runs", summaries)));
    }
}
