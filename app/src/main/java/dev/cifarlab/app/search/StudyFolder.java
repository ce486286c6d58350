package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.NewFolder;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.Stem;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folder of a study: {@code study.yaml}, a search over the ResNet-18 in {@code search/}, one over the seeds of an
 * MLP in {@code mlp/}, figures, and the report.
 *
 * @param path the folder
 */
public record StudyFolder(Path path) {

    private static final String SETTINGS = "study.yaml";
    private static final String PRESET = "preset";

    /**
     * Makes a new folder and those of its two searches; nothing is trained.
     *
     * @param preset the name of the settings that it started from
     * @param config the search over the ResNet-18
     * @throws UserException when there is something at {@code path} already, or it cannot be made
     */
    public static StudyFolder create(Path path, String preset, SearchConfig config) {
        return create(path, preset, config, config.grid().seeds());
    }

    /** The same with other seeds for the MLP. */
    public static StudyFolder create(Path path, String preset, SearchConfig config, List<Long> mlpSeeds) {
        NewFolder.make(path, made -> {
            SearchFolder.create(made.resolve("search"), config);
            SearchFolder.create(made.resolve("mlp"), mlpConfig(config, mlpSeeds));
            AtomicFiles.write(made.resolve(SETTINGS), YamlFile.text(Map.of(PRESET, preset)));
        });
        return new StudyFolder(path);
    }

    /**
     * Opens the folder of an earlier study.
     *
     * @throws UserException when it is not one
     */
    public static StudyFolder open(Path path) {
        if (!Files.isRegularFile(path.resolve(SETTINGS))) {
            throw UserException.usage(
                    "%s: not a study folder (no %s in it); give the folder of a study", path, SETTINGS);
        }
        return new StudyFolder(path);
    }

    /** The MLP has the main combination's settings in everything but the network. */
    private static SearchConfig mlpConfig(SearchConfig config, List<Long> seeds) {
        Combination main = main(config.grid());
        Grid grid = new Grid(List.of(main.activation()), List.of(main.init()), seeds);
        return new SearchConfig(
                config.base().with(Map.of(Setting.MODEL, ModelKind.MLP, Setting.STEM, Stem.AUTO)), grid, false);
    }

    /** The assignment's ReLU and Glorot normal where the grid has both, else what comes first. */
    private static Combination main(Grid grid) {
        return new Combination(
                grid.activations().contains(Activation.RELU)
                        ? Activation.RELU
                        : grid.activations().get(0),
                grid.inits().contains(Initialization.GLOROT_NORMAL)
                        ? Initialization.GLOROT_NORMAL
                        : grid.inits().get(0));
    }

    /** The name of the settings that it started from. */
    public String preset() {
        return YamlFile.read(path.resolve(SETTINGS)).getOrDefault(PRESET, "");
    }

    /** The search over the ResNet-18's activations and initialisations. */
    public SearchFolder search() {
        return SearchFolder.open(path.resolve("search"));
    }

    /** The trainings of the MLP, one a seed. */
    public SearchFolder mlp() {
        return SearchFolder.open(path.resolve("mlp"));
    }

    /** The combination whose curves, filters and feature maps are shown, and which the MLP is compared with. */
    public Combination main() {
        return main(search().config().grid());
    }

    /** The main combination's run with the first seed. */
    public RunFolder mainRun() {
        return run(search());
    }

    /** The MLP's run with the first seed. */
    public RunFolder mlpRun() {
        return run(mlp());
    }

    private RunFolder run(SearchFolder folder) {
        long seed = folder.config().grid().seeds().get(0);
        return folder.cell(new Cell(main().activation(), main().init(), seed)).run();
    }

    /** A picture that belongs to the study as a whole. */
    public Path figure(String name) {
        return path.resolve("figures").resolve(name);
    }

    /** A file of the folder. */
    public Path file(String name) {
        return path.resolve(name);
    }
}
