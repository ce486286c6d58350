package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.evaluation.ConfusionMatrix;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        description = "Validates a run's network, as it was after its best epoch, class by class.",
        footer = {"", "Example:", "  ./cifar-lab evaluate runs/resnet18-cifar10-0"})
@Needs(Need.BACKEND)
final class EvaluateCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @Mixin
    private Views views;

    @Override
    int run(Console console) {
        try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar())) {
            print(trained, console);
        }
        return 0;
    }

    private void print(TrainedNetwork trained, Console console) {
        DataSets data = trained.data(console::warn);
        Evaluation evaluation = trained.evaluate(data.validation(), TestTimeAugmentation.NONE);
        console.line("data:                 %s", data.card().description());
        console.line("weights of epoch:     %d", trained.epoch());
        console.line("validation loss:      %.4f", evaluation.score().meanLoss());
        console.line("validation accuracy:  %.2f %%", 100 * evaluation.score().accuracy());
        TestTimeAugmentation augmentation = views.of(trained);
        if (augmentation != TestTimeAugmentation.NONE) {
            Evaluation augmented = trained.evaluate(data.validation(), augmentation);
            console.line(
                    "with --tta %-11s%.2f %%",
                    augmentation.label() + ":", 100 * augmented.score().accuracy());
        }
        print(evaluation.confusion(), console);
    }

    private static void print(ConfusionMatrix confusion, Console console) {
        console.line("");
        console.line("accuracy by class, and what the images of each class (rows) were taken for (columns):");
        String header =
                confusion.classNames().stream().map(EvaluateCommand::cell).collect(Collectors.joining());
        console.line("%-12s %8s %s", "", "", header);
        for (int label = 0; label < confusion.counts().length; label++) {
            String cells = Arrays.stream(confusion.counts()[label])
                    .mapToObj(count -> String.format(Locale.ROOT, "%7d", count))
                    .collect(Collectors.joining());
            String name = confusion.classNames().get(label);
            console.line("%-12.12s %6.2f %% %s", name, 100 * confusion.accuracy(label), cells);
        }
    }

    private static String cell(String className) {
        return String.format(Locale.ROOT, "%7.6s", className);
    }
}
