package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.evaluation.ConfusionMatrix;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.lab.ForeignNetwork;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        modelTransformer = SettingFlags.OfForeign.class,
        description = "Validates a run's network, as it was after its best epoch, class by class; or weights that were"
                + " trained elsewhere, in a safetensors or npz file: all flags but --tta, --csv, --html and --json"
                + " are for these.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab evaluate runs/resnet18-cifar10-0 --html answers.html --csv answers.csv",
            "  ./cifar-lab evaluate resnet18.safetensors --model resnet18 --mean 0,0,0 --std 1,1,1"
        })
@Needs(Need.BACKEND)
final class EvaluateCommand extends Answering {

    /** Classes whose confusion matrix a terminal holds. */
    private static final int MOST_COLUMNS = 20;

    @Parameters(paramLabel = "RUN|FILE", description = "folder of a training, or a file of weights")
    private Path place;

    @Mixin
    private Views views;

    @Mixin
    private AnswerFiles files;

    @Mixin
    private ForeignFlags flags;

    @Override
    int run(Console console) {
        files.check();
        if (Files.isRegularFile(place)) {
            ForeignNetwork foreign = ForeignNetwork.open(place, flags.said(given()));
            try (ForeignNetwork.Measured measured = foreign.measure(new DownloadBar())) {
                console.line("data:                 %s", measured.data().card().description());
                Scored scored = print(measured::evaluate, views.of(foreign.config()), console);
                files.write(place, null, measured.data(), scored.evaluation, console);
                console.answer(document(null, measured.data(), scored));
            }
            return 0;
        }
        if (flags.areGiven() || !Set.of(Setting.TTA).containsAll(given().keySet())) {
            throw UserException.usage(
                    "%s: a run knows its network and its data itself; give --tta, --csv, --html and --json alone",
                    place);
        }
        try (TrainedNetwork trained = TrainedNetwork.open(place, new DownloadBar())) {
            DataSets data = trained.data(console::warn);
            console.line("data:                 %s", data.card().description());
            console.line("weights of epoch:     %d", trained.epoch());
            Scored scored = print(
                    augmentation -> trained.evaluate(data.validation(), augmentation),
                    views.of(trained.folder().config()),
                    console);
            files.write(place, trained.epoch(), data, scored.evaluation, console);
            console.answer(document(trained.epoch(), data, scored));
        }
        return 0;
    }

    private Map<String, @Nullable Object> document(@Nullable Integer epoch, DataSets data, Scored scored) {
        Evaluation evaluation = scored.evaluation;
        ConfusionMatrix confusion = evaluation.confusion();
        boolean many = confusion.classNames().size() > Evaluation.FIVE;
        return Document.of(
                "network",
                place,
                "epoch",
                epoch,
                "data",
                data.card().description(),
                "loss",
                evaluation.score().meanLoss(),
                "accuracy",
                evaluation.score().accuracy(),
                "tta",
                scored.augmentation,
                "tta_accuracy",
                scored.augmented,
                "top_five_accuracy",
                many ? evaluation.topFive() : null,
                "calibration_error",
                evaluation.calibration().error(),
                "classes",
                IntStream.range(0, confusion.classNames().size())
                        .mapToObj(label -> Document.of(
                                "class_name", confusion.classNames().get(label),
                                "images", confusion.total(label),
                                "precision", confusion.precision(label),
                                "recall", confusion.accuracy(label),
                                "f1", confusion.f1(label),
                                "answers", confusion.counts()[label]))
                        .toList());
    }

    /** Answers to images as they are, and the accuracy where each is shown in several ways; NaN where it is not. */
    private record Scored(Evaluation evaluation, TestTimeAugmentation augmentation, double augmented) {}

    /** Prints scores, and gives them. */
    private static Scored print(
            Function<TestTimeAugmentation, Evaluation> evaluator, TestTimeAugmentation augmentation, Console console) {
        Evaluation evaluation = evaluator.apply(TestTimeAugmentation.NONE);
        console.line("validation loss:      %.4f", evaluation.score().meanLoss());
        console.line("validation accuracy:  %.2f %%", 100 * evaluation.score().accuracy());
        double augmented = Double.NaN;
        if (augmentation != TestTimeAugmentation.NONE) {
            augmented = evaluator.apply(augmentation).score().accuracy();
            console.line("with --tta %-11s%.2f %%", augmentation.label() + ":", 100 * augmented);
        }
        if (evaluation.confusion().classNames().size() > Evaluation.FIVE) {
            console.line("among the first five: %.2f %%", 100 * evaluation.topFive());
        }
        console.line(
                "calibration error:    %.2f %%  (expected, 15 bins)",
                100 * evaluation.calibration().error());
        print(evaluation.confusion(), console);
        return new Scored(evaluation, augmentation, augmented);
    }

    private static void print(ConfusionMatrix confusion, Console console) {
        console.line("");
        boolean few = confusion.classNames().size() <= MOST_COLUMNS;
        console.line(
                "by class: precision, recall (the class's accuracy), F1%s:",
                few ? ", and what its images were taken for" : "; --html says what its images were taken for");
        String header =
                few ? confusion.classNames().stream().map(EvaluateCommand::cell).collect(Collectors.joining()) : "";
        console.line("%-12s %9s %9s %9s %s", "", "precision", "recall", "F1", header);
        for (int label = 0; label < confusion.counts().length; label++) {
            String cells = Arrays.stream(few ? confusion.counts()[label] : new int[0])
                    .mapToObj(count -> String.format(Locale.ROOT, "%7d", count))
                    .collect(Collectors.joining());
            console.line(
                    "%-12.12s %s %s",
                    confusion.classNames().get(label),
                    scores(confusion.precision(label), confusion.accuracy(label), confusion.f1(label)),
                    cells);
        }
        console.line("%-12s %s", "mean", means(confusion, confusion::macro));
        console.line("%-12s %s", "weighted", means(confusion, confusion::weighted));
    }

    private static String means(ConfusionMatrix confusion, ToDoubleFunction<IntToDoubleFunction> mean) {
        return scores(
                mean.applyAsDouble(confusion::precision),
                mean.applyAsDouble(confusion::accuracy),
                mean.applyAsDouble(confusion::f1));
    }

    private static String scores(double precision, double recall, double f1) {
        return String.format(Locale.ROOT, "%7.2f %% %7.2f %% %7.2f %%", 100 * precision, 100 * recall, 100 * f1);
    }

    private static String cell(String className) {
        return String.format(Locale.ROOT, "%7.6s", className);
    }
}
