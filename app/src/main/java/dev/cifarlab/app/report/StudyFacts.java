package dev.cifarlab.app.report;

import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.net.Architecture;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.Stem;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a study from its folder.
 *
 * @param study the folder
 * @param config the settings of the search over the convolutional network
 * @param results its cells that have ended
 * @param cnn the convolutional network's run that is looked at closely
 * @param mlp the MLP's
 */
record StudyFacts(
        StudyFolder study, SearchConfig config, List<CellResult> results, StudyFacts.Run cnn, StudyFacts.Run mlp) {

    /**
     * What is known of one run from its folder.
     *
     * @param title the network's name
     * @param run its folder, which may not exist yet
     * @param scores its scores; empty before its first epoch is done
     * @param figures its figures, which may not be drawn yet
     */
    record Run(String title, RunFolder run, Optional<RunScores> scores, FigureFolder figures) {

        private static Run of(SearchFolder search, RunFolder run) {
            String title = search.config().base().model().title();
            return new Run(title, run, scores(run), FigureFolder.of(run));
        }

        private static Optional<RunScores> scores(RunFolder run) {
            return run.metrics().read().isEmpty() ? Optional.empty() : Optional.of(RunScores.of(run));
        }

        Numbers numbers() {
            return new Numbers(figures.numbers());
        }

        /** What it was trained with, by the last of its starts. */
        Map<String, String> environment() {
            return Starts.of(run).lastFacts();
        }
    }

    static StudyFacts of(StudyFolder study) {
        SearchFolder search = study.search();
        return new StudyFacts(
                study,
                search.config(),
                search.results(),
                Run.of(search, study.mainRun()),
                Run.of(study.mlp(), study.mlpRun()));
    }

    TrainConfig base() {
        return config.base();
    }

    Ranking ranking() {
        return Ranking.of(results);
    }

    /** The convolutional network. */
    Net net() {
        Optional<DataCard> card = DataCard.read(cnn.run());
        Shape images = card.map(data -> Shape.maps(data.channels(), data.height(), data.width()))
                .orElse(Shape.maps(base().data().channels(), base().imageSize(), base().imageSize()));
        int classes =
                card.map(data -> data.classes().size()).orElse(base().data().classes());
        Stem stem = base().stem().of(base().model(), Math.min(images.height(), images.width()));
        return Architecture.of(base().model()).net(images, classes, study.main().activation(), stem);
    }

    /** One of the two networks with its runs of the main combination that have at least one epoch. */
    Contender contender(Run network) {
        SearchFolder folder = network.equals(cnn) ? study.search() : study.mlp();
        List<RunScores> runs = folder.config().grid().cells().stream()
                .filter(cell -> cell.combination().equals(study.main()))
                .map((Cell cell) -> Run.scores(folder.cell(cell).run()))
                .flatMap(Optional::stream)
                .toList();
        return new Contender(network.title(), runs);
    }

    /** A row for each training that was started: which it is, its precision, and the facts of its last start. */
    List<List<String>> machines() {
        List<List<String>> rows = new ArrayList<>();
        for (SearchFolder folder : List.of(study.search(), study.mlp())) {
            String title = folder.config().base().model().title();
            for (Cell cell : folder.config().grid().cells()) {
                RunFolder run = folder.cell(cell).run();
                Map<String, String> facts = Starts.of(run).lastFacts();
                if (!facts.isEmpty()) {
                    rows.add(List.of(
                            title,
                            cell.combination().title(),
                            Long.toString(cell.seed()),
                            run.config().precision().label(),
                            facts.getOrDefault("gpu", facts.getOrDefault("device", "?")),
                            facts.getOrDefault("threads", "?"),
                            facts.getOrDefault("commit", "?")));
                }
            }
        }
        return rows;
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
        String source = base().data().title() + (base().data() == DataSource.CIFAR10 ? "" : ", not CIFAR-10");
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

    Optional<Picture> picture(String name, String description) {
        Path file = study.figure(name);
        return Files.isRegularFile(file) ? Optional.of(Picture.of(file, description)) : Optional.empty();
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
    String howToGet(Run run, String what) {
        return run.scores().isEmpty()
                ? "it is not trained yet. " + howToGoOn()
                : what + " with: ./cifar-lab figures " + run.run().path();
    }
}
