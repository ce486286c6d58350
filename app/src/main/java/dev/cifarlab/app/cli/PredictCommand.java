package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = "Names the three likeliest classes of pictures of any size, seen as in training.",
        footer = {"", "Example:", "  ./cifar-lab predict runs/resnet18-cifar10-0 cat.png dog.jpg"})
@Needs(Need.BACKEND)
final class PredictCommand extends Subcommand {

    private static final int SHOWN = 3;

    @Parameters(index = "0", paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "picture files")
    private List<Path> images;

    @Mixin
    private Views views;

    @Override
    int run(Console console) {
        images.forEach(Pictures::requireFile);
        try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar())) {
            Framing framing = trained.framing();
            List<byte[]> pixels =
                    images.stream().map(image -> Pictures.load(image, framing)).toList();
            TestTimeAugmentation augmentation = views.of(trained.folder().config());
            if (augmentation != TestTimeAugmentation.NONE) {
                console.line("with --tta %s:", augmentation.label());
            }
            for (int k = 0; k < pixels.size(); k++) {
                console.line("%s: %s", images.get(k), likeliest(trained, pixels.get(k), augmentation));
            }
        }
        return 0;
    }

    private static String likeliest(TrainedNetwork trained, byte[] pixels, TestTimeAugmentation augmentation) {
        return trained.likeliest(pixels, SHOWN, augmentation).stream()
                .map(p -> String.format(Locale.ROOT, "%s %.1f %%", p.className(), 100 * p.probability()))
                .collect(Collectors.joining(", "));
    }
}
