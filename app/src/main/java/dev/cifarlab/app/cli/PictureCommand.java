package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.figures.PlainPicture;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "picture",
        modelTransformer = SettingFlags.OfPictures.class,
        description = "Shows what a network sees of a picture, pixel by pixel, as a PNG.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab picture dog.jpg --image-size 64 --out seen.png",
            "  ./cifar-lab picture dog.jpg --run runs/dogs --out seen.png"
        })
final class PictureCommand extends Subcommand {

    @Parameters(paramLabel = "FILE", description = "a picture")
    private Path file;

    @Option(names = "--run", paramLabel = "RUN", order = 100, description = "as this run sees it")
    private @Nullable Path run;

    @Option(names = "--out", paramLabel = "FILE", order = 101, description = "the PNG to write (default seen.png)")
    private Path out = Path.of("seen.png");

    @Override
    int run(Console console) {
        if (run != null && !given().isEmpty()) {
            throw UserException.usage("--run takes size, fit and background from the run; leave the other flags away");
        }
        Framing framing = run == null
                ? Framing.of(TrainConfig.defaults().with(given()))
                : TrainedNetwork.framing(RunFolder.open(run));
        if (Files.exists(out)) {
            throw UserException.failed("%s exists; give another --out or move it away", out);
        }
        PlainPicture.write(Pictures.load(file, framing), framing.side(), out);
        console.line("%s: %dx%d pixels, as a network sees %s", out, framing.side(), framing.side(), file);
        return 0;
    }
}
