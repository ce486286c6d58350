package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.NewFolder;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a search: {@code search.yaml} with its settings, {@code search.csv} with its results, and a run folder
 * for each cell in {@code cells/}.
 *
 * @param path the folder
 */
public record SearchFolder(Path path) {

    private static final String SETTINGS = "search.yaml";

    /**
     * Makes a new folder with its {@code search.yaml}.
     *
     * @throws UserException when there is something at {@code path} already, or it cannot be made
     */
    public static SearchFolder create(Path path, SearchConfig config) {
        NewFolder.make(path, made -> AtomicFiles.write(made.resolve(SETTINGS), YamlFile.text(config.entries())));
        return new SearchFolder(path);
    }

    /**
     * Opens the folder of an earlier search.
     *
     * @throws UserException when it is not one
     */
    public static SearchFolder open(Path path) {
        if (!Files.isRegularFile(path.resolve(SETTINGS))) {
            throw UserException.usage(
                    "%s: not a search folder (no %s in it); give the folder of a search", path, SETTINGS);
        }
        return new SearchFolder(path);
    }

    /** The search's settings. */
    public SearchConfig config() {
        return SearchConfig.read(path.resolve(SETTINGS));
    }

    /** The results of the cells that have ended, in the order of the grid. */
    public SearchTable table() {
        return new SearchTable(path.resolve("search.csv"));
    }

    /** A cell's place. */
    public CellFolder cell(Cell cell) {
        return new CellFolder(cell, new RunFolder(path.resolve("cells").resolve(cell.name())));
    }

    /** What the cells' own folders say, in the order of the grid: the truth, of which the table is a copy. */
    public List<CellResult> results() {
        return config().grid().cells().stream()
                .map(cell -> cell(cell).result())
                .flatMap(Optional::stream)
                .toList();
    }
}
