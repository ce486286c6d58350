package dev.cifarlab.app.report;

import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a study from its folder.
 *
 * @param study the folder
 * @param config the settings of the search over the ResNet-18
 * @param results its cells that have ended
 * @param cnn the ResNet-18's run that is looked at closely
 * @param mlp the MLP's
 */
record StudyFacts(StudyFolder study, SearchConfig config, List<CellResult> results, RunFacts cnn, RunFacts mlp) {

    static StudyFacts of(StudyFolder study) {
        SearchFolder search = study.search();
        return new StudyFacts(
                study,
                search.config(),
                search.results(),
                RunFacts.of("ResNet-18", study.mainRun()),
                RunFacts.of("MLP", study.mlpRun()));
    }

    TrainConfig base() {
        return config.base();
    }

    Ranking ranking() {
        return Ranking.of(results);
    }

    /** The runs of a combination that have at least one epoch, one a seed. */
    List<RunScores> repetitions(SearchFolder folder, Combination combination) {
        return folder.config().grid().cells().stream()
                .filter(cell -> cell.combination().equals(combination))
                .map((Cell cell) -> RunFacts.scores(folder.cell(cell).run()))
                .flatMap(Optional::stream)
                .toList();
    }

    boolean synthetic() {
        return base().data() == DataSource.SYNTHETIC;
    }

    /** Whether the data or the number of epochs are less than the assignment's. */
    boolean reduced() {
        TrainConfig paper = TrainConfig.defaults();
        return base().trainLimit() > 0 || base().testLimit() > 0 || base().epochs() < paper.epochs();
    }

    /** Where images come from and how many; stands under every table. */
    String dataNote() {
        String source = switch (base().data()) {
            case SYNTHETIC -> "Synthetic images, not CIFAR-10";
            case CIFAR10 -> "CIFAR-10";
            case FOLDER -> "Pictures of a folder, not CIFAR-10";
        };
        String counts = description()
                .map(text -> text.substring(text.lastIndexOf(": ") + 2))
                .orElse("");
        return source + (reduced() ? ", reduced" : "") + (counts.isEmpty() ? "" : ": " + counts) + "; epochs: "
                + base().epochs() + ".";
    }

    /** The data as the training described it. */
    Optional<String> description() {
        return cnn.scores().or(mlp::scores).map(RunScores::data).filter(text -> text.contains(": "));
    }

    /** A picture of the study as a whole. */
    Optional<Picture> picture(String name, String description) {
        return Files.isRegularFile(study.figure(name))
                ? Optional.of(Picture.of(study.figure(name), description))
                : Optional.empty();
    }

    /** Curves of loss and accuracy side by side, or the remark that they are missing. */
    Block curves(String stem, String caption) {
        Optional<Picture> loss = picture(stem + "-loss.png", "Loss over epochs. " + caption);
        Optional<Picture> accuracy = picture(stem + "-accuracy.png", "Accuracy over epochs. " + caption);
        return loss.isPresent() && accuracy.isPresent()
                ? Block.figure(caption, List.of(loss.get(), accuracy.get()))
                : Block.missing("Missing: " + caption + " " + howToDraw());
    }

    /** A sentence on how to finish the study. */
    String howToGoOn() {
        return "Go on with: ./cifar-lab study --resume " + study.path();
    }

    /** A sentence on how to get a picture of the study: what it needs may be there, but not a Java that can draw. */
    String howToDraw() {
        return Fonts.trouble().isEmpty()
                ? howToGoOn()
                : "Where Java can draw, this does: ./cifar-lab report " + study.path();
    }

    /** How to get what a run lacks: train it on, or draw its figures. */
    String howToGet(RunFacts run, String what) {
        return run.scores().isEmpty()
                ? "it is not trained yet. " + howToGoOn()
                : what + " with: ./cifar-lab figures " + run.run().path();
    }
}
