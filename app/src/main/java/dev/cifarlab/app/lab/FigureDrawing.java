package dev.cifarlab.app.lab;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.figures.RunFigures;
import dev.cifarlab.app.report.OverviewPage;
import dev.cifarlab.app.report.RunPage;
import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.ValidationSource;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws all figures of a trained network into its run folder.
 *
 * @param trained the network
 * @param warn is told what is odd
 */
public record FigureDrawing(TrainedNetwork trained, Consumer<String> warn) {

    /**
     * Draws them; those of a picture need no data, and without data there are no others. Where Java cannot draw,
     * captions and numbers are kept.
     *
     * @param choice the image of the feature maps; null for the usual one
     * @throws UserException when an image is chosen for a network without feature maps
     */
    public void draw(@Nullable Choice choice) {
        boolean convolutional =
                !trained.network().net().firstAndLastConvolution().isEmpty();
        if (!convolutional && choice != null) {
            throw UserException.usage(
                    "%s: the %s has no convolutions and no feature maps; leave --image and --image-index out",
                    trained.folder().path(), trained.network().spec().model().label());
        }
        Choice image = choice == null ? Choice.USUAL : choice;
        ImageSet validation = validation(image);
        Insight insight = convolutional
                ? Insight.of(
                        trained.network(),
                        select(image, validation),
                        trained.card().normalisation())
                : null;
        Evaluation evaluation = validation == null ? null : trained.evaluate(validation, TestTimeAugmentation.NONE);
        LearningCurves.draw(trained.folder());
        RunFigures.draw(FigureFolder.of(trained.folder()), evaluation, validation, insight, image.name());
        if (!RunLock.isHeld(trained.folder())) { // a training writes its page itself
            RunPage.write(trained.folder(), null);
            OverviewPage.writeAround(trained.folder());
        }
    }

    /** The validation images; null where they are not to be had and a picture is looked at. */
    private @Nullable ImageSet validation(Choice image) {
        try {
            return trained.data(warn).validation();
        } catch (UserException e) {
            if (image.file() == null) {
                throw e;
            }
            warn.accept("confusion matrix and mistakes are not drawn: " + e.getMessage());
            return null;
        }
    }

    /** A set of that image alone. */
    private ImageSet select(Choice image, @Nullable ImageSet validation) {
        if (image.file() != null) {
            return trained.image(Pictures.load(image.file(), TrainedNetwork.framing(trained.folder())));
        }
        ImageSet test = testImages(validation);
        if (image.index() < 0 || image.index() >= test.size()) {
            throw UserException.usage(
                    "image-index: %d is not one of the test images 0 to %d", image.index(), test.size() - 1);
        }
        return test.select(new int[] {image.index()});
    }

    /** The whole test set, so that an index means the same image for every run. */
    private ImageSet testImages(@Nullable ImageSet validation) {
        TrainConfig config = trained.folder().config();
        if (validation != null && config.testLimit() == 0 && config.validation() == ValidationSource.TEST) {
            return validation;
        }
        TrainConfig whole = config.with(Setting.TEST_LIMIT, 0).with(Setting.VALIDATION, ValidationSource.TEST);
        TrainConfig found = Starts.of(trained.folder()).findData(whole, line -> {});
        try {
            return DataSets.load(found, trained.download()).validation();
        } catch (UserException e) { // pictures that were held out, where there are no others
            if (validation != null) {
                return validation;
            }
            throw e;
        }
    }

    /**
     * Which image feature maps are of.
     *
     * @param file a picture; null for a test image
     * @param index the test image's, where there is no picture
     */
    public record Choice(@Nullable Path file, int index) {

        /** That which is looked at when none is named. */
        public static final Choice USUAL = new Choice(null, Insight.DEFAULT_IMAGE);

        /** What captions call it. */
        String name() {
            return file == null ? "test image " + index : "the picture " + file.getFileName();
        }
    }
}
