package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.BadPictures;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = "Names the likeliest classes of pictures of any size, seen as in training.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab predict runs/resnet18-cifar10-0 cat.png dog.jpg",
            "  ./cifar-lab predict runs/resnet18-cifar10-0 pictures --top-k 1 --csv"
        })
@Needs(Need.BACKEND)
final class PredictCommand extends Subcommand {

    /** Pictures that are read and asked about at once. */
    private static final int AT_ONCE = 100;

    @Parameters(index = "0", paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE|DIR",
            description = "picture files, or folders of them")
    private List<Path> images;

    @Option(names = "--top-k", paramLabel = "K", description = "how many classes of each picture (default 3)")
    private int count = 3;

    @Option(
            names = "--bad",
            paramLabel = "CHOICE",
            description = "pictures that cannot be read: refuse (default), skip")
    private String bad = BadPictures.REFUSE.label();

    @ArgGroup
    private @Nullable Form form;

    @Mixin
    private Views views;

    /** A picture that could be read. */
    @SuppressWarnings("ArrayRecordComponent") // carried from its file to the network, never compared
    private record Read(Path file, byte[] pixels) {}

    /** One or the other. */
    private static final class Form {

        @Option(names = "--csv", description = "a row a picture: file, classes and probabilities")
        private boolean csv;

        @Option(names = "--json", description = "one JSON document (docs/schema); all else goes to standard error")
        private boolean json;

        Answers answers(Console console) {
            return csv ? new Answers.Csv(console) : json ? new Answers.Json(console) : new Answers.Lines(console);
        }
    }

    @Override
    Console console(CommandLine command) {
        return new Console(command, form != null && form.json);
    }

    @Override
    int run(Console console) {
        if (count < 1) {
            throw UserException.usage("--top-k: give at least 1");
        }
        boolean skip = NamedChoice.parse(BadPictures.class, "--bad", bad) == BadPictures.SKIP;
        List<Path> files = PictureFiles.of(images);
        Framing framing = TrainedNetwork.framing(RunFolder.open(run));
        Consumer<String> skipped = skip ? console::warn : null;
        List<Read> read = read(first(files), framing, skipped); // so that a mistake shows at once
        try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar());
                ProgressBar bar = bar(files.size())) {
            TestTimeAugmentation augmentation = views.of(trained.folder().config());
            Answers answers = form == null ? new Answers.Lines(console) : form.answers(console);
            answers.begin(
                    trained,
                    augmentation,
                    Math.min(count, trained.card().classes().size()));
            for (List<Path> left = files;
                    !left.isEmpty();
                    left = left.subList(first(left).size(), left.size())) {
                if (left.size() < files.size()) {
                    read = read(first(left), framing, skipped);
                }
                ask(trained, read, augmentation, answers);
                if (bar != null) {
                    bar.stepBy(first(left).size());
                }
            }
            answers.end();
        }
        return 0;
    }

    private static List<Path> first(List<Path> files) {
        return files.subList(0, Math.min(files.size(), AT_ONCE));
    }

    private void ask(TrainedNetwork trained, List<Read> pictures, TestTimeAugmentation augmentation, Answers answers) {
        if (!pictures.isEmpty()) {
            List<byte[]> pixels = pictures.stream().map(Read::pixels).toList();
            Iterator<List<TrainedNetwork.Prediction>> all =
                    trained.likeliest(pixels, count, augmentation).iterator();
            pictures.forEach(picture -> answers.add(picture.file, all.next()));
        }
    }

    /** Pictures in order; {@code skipped} is told of those that cannot be read, null where these are refused. */
    private static List<Read> read(List<Path> files, Framing framing, @Nullable Consumer<String> skipped) {
        List<Object> all =
                files.stream().parallel().map(file -> load(file, framing)).toList();
        List<Read> read = new ArrayList<>();
        for (int k = 0; k < files.size(); k++) {
            if (all.get(k) instanceof UserException trouble) {
                if (skipped == null) {
                    throw trouble;
                }
                skipped.accept(trouble.getMessage() + "; left out");
            } else if (all.get(k) instanceof byte[] image) {
                read.add(new Read(files.get(k), image));
            }
        }
        return read;
    }

    /** Its pixels, or what is wrong with it. */
    private static Object load(Path file, Framing framing) {
        try {
            return Pictures.load(file, framing);
        } catch (UserException e) {
            return e;
        }
    }

    /** Shown where there are so many that it lasts. */
    private static @Nullable ProgressBar bar(int files) {
        return files <= AT_ONCE
                ? null
                : ProgressLine.named("pictures")
                        .setInitialMax(files)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .build();
    }
}
