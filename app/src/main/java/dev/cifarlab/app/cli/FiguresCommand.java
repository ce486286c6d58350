package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.figures.RunFigures;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws all figures of a trained network. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        description = "Draws filters, feature maps, confusion matrix and mistakes of a run into its folder.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab figures runs/resnet18-cifar10-0",
            "  ./cifar-lab figures runs/resnet18-cifar10-0 --image dog.jpg"
        })
final class FiguresCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @ArgGroup
    private @Nullable Choice choice;

    /** Which image the feature maps are of. */
    static final class Choice {

        @Option(names = "--image", paramLabel = "FILE", description = "a picture of your own")
        private @Nullable Path file;

        @Option(names = "--image-index", paramLabel = "N", description = "a validation image (default 12)")
        private @Nullable Integer index;
    }

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine());
        RunFolder folder = RunFolder.open(run);
        byte @Nullable [] picture = choice == null || choice.file == null ? null : Pictures.load(choice.file);
        TrainedNetwork trained = TrainedNetwork.open(run);
        ImageSet validation = trained.data().validation();
        boolean convolutional = !trained.network().firstAndLastConvolution().isEmpty();
        if (!convolutional && choice != null) {
            throw UserException.usage(
                    "%s: the %s has no convolutions and no feature maps; leave --image and --image-index out",
                    run, trained.network().spec().model().label());
        }
        draw(folder, trained, convolutional ? insight(trained, picture) : null);
        console.line(
                "%d validation images; figures in %s",
                validation.size(), FigureFolder.of(folder).path());
        return 0;
    }

    private void draw(RunFolder folder, TrainedNetwork trained, @Nullable Insight insight) {
        Evaluation evaluation = Evaluation.of(trained.network(), trained.data().validation(), trained.normalisation());
        LearningCurves.draw(folder);
        RunFigures.draw(FigureFolder.of(folder), evaluation, trained.data().validation(), insight, imageName());
    }

    private Insight insight(TrainedNetwork trained, byte @Nullable [] picture) {
        ImageSet validation = trained.data().validation();
        if (picture == null) {
            int index = index();
            if (index < 0 || index >= validation.size()) {
                throw UserException.usage(
                        "image-index: %d is not one of the validation images 0 to %d", index, validation.size() - 1);
            }
            ImageSet image = validation.select(new int[] {index});
            return Insight.of(trained.network(), image, trained.normalisation());
        }
        ImageSet image = new ImageSet(
                picture,
                new int[] {Insight.UNKNOWN},
                validation.channels(),
                validation.height(),
                validation.width(),
                validation.classNames());
        return Insight.of(trained.network(), image, trained.normalisation());
    }

    private int index() {
        return choice == null || choice.index == null ? Insight.DEFAULT_IMAGE : choice.index;
    }

    private String imageName() {
        return choice != null && choice.file != null
                ? "the picture " + choice.file.getFileName()
                : "validation image " + index();
    }
}
