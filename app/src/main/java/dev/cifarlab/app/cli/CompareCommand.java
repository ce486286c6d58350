package dev.cifarlab.app.cli;

import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = "Shows runs side by side: a table, and their curves over one another.",
        footer = {"", "Example:  ./cifar-lab compare runs/resnet18 runs/mlp --out runs/both"})
final class CompareCommand extends Answering {

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "folders of trainings")
    private List<Path> runs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "new folder for the curves (default runs/comparison, with a number where that exists)")
    private @Nullable Path out;

    @Override
    int run(Console console) {
        Map<String, RunFolder> folders = named();
        Map<String, RunScores> scores = new LinkedHashMap<>();
        folders.forEach((name, folder) -> scores.put(name, RunScores.of(folder)));
        Path place = RunNames.place(out, "runs", "comparison", false);
        ComparisonTable.print(scores, console);
        Path curves = null;
        if (Fonts.areThere(console::warn)) {
            Path stem = made(place).resolve("curves");
            LearningCurves.compare(folders, stem);
            console.line("curves: %s.png", stem);
            curves = stem.resolveSibling("curves.png");
        }
        console.answer(Document.of(
                "runs",
                scores.entrySet().stream()
                        .map(run -> ComparisonTable.document(run.getKey(), run.getValue()))
                        .toList(),
                "curves",
                curves));
        return 0;
    }

    /** Runs by their folders' names, or by their paths where two have the same name. */
    private Map<String, RunFolder> named() {
        List<RunFolder> folders = runs.stream().map(RunFolder::open).toList();
        boolean unique = folders.stream().map(RunFolder::name).distinct().count() == runs.size();
        Map<String, RunFolder> named = new LinkedHashMap<>();
        for (RunFolder folder : folders) {
            String name = unique ? folder.name() : folder.path().normalize().toString();
            if (named.put(name, folder) != null) {
                throw UserException.usage("%s: the run is there twice; give each once", folder.path());
            }
        }
        return named;
    }

    private static Path made(Path place) {
        try {
            return Files.createDirectories(place);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be made (%s); choose another --out", place, e.getMessage());
        }
    }
}
