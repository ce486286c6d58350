package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.figures.RunFigures;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.ValidationSource;
import org.jspecify.annotations.Nullable;

/** Draws all figures of a trained network into its run folder. */
final class FigureDrawing {

    private final RunFolder folder;
    private final TrainedNetwork trained;
    private final ImageSet validation;

    private FigureDrawing(RunFolder folder, TrainedNetwork trained, Console console) {
        this.folder = folder;
        this.trained = trained;
        this.validation = trained.data(console).validation();
    }

    /**
     * Draws them, the feature maps being of the chosen image, or of the usual one where none is chosen.
     *
     * @param needed whether to refuse where Java cannot draw; else their captions and numbers are kept
     */
    static void draw(RunFolder folder, @Nullable ImageChoice choice, boolean needed, Console console) {
        try (TrainedNetwork trained = TrainedNetwork.open(folder.path())) {
            new FigureDrawing(folder, trained, console).draw(choice, needed);
        }
    }

    private void draw(@Nullable ImageChoice choice, boolean needed) {
        boolean convolutional =
                !trained.network().net().firstAndLastConvolution().isEmpty();
        if (!convolutional && choice != null) {
            throw UserException.usage(
                    "%s: the %s has no convolutions and no feature maps; leave --image and --image-index out",
                    folder.path(), trained.network().spec().model().label());
        }
        if (needed) {
            Fonts.require();
        }
        ChannelStatistics normalisation = trained.card().normalisation();
        ImageChoice image = choice == null ? new ImageChoice() : choice;
        Insight insight =
                convolutional ? Insight.of(trained.network(), image.select(testImages()), normalisation) : null;
        Evaluation evaluation = Evaluation.of(trained.network(), validation, normalisation);
        LearningCurves.draw(folder);
        RunFigures.draw(FigureFolder.of(folder), evaluation, validation, insight, image.name());
    }

    /** The whole test set, so that an index means the same image for every run. */
    private ImageSet testImages() {
        TrainConfig config = folder.config();
        if (config.testLimit() == 0 && config.validation() == ValidationSource.TEST) {
            return validation;
        }
        TrainConfig whole = config.with(Setting.TEST_LIMIT, 0).with(Setting.VALIDATION, ValidationSource.TEST);
        return DataSets.load(whole, new DownloadBar()).validation();
    }
}
