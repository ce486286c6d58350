package dev.cifarlab.app.cli;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runs",
        description = "Lists the trainings of a folder and of those in it: network, data, epochs, best validation"
                + " accuracy, time of training, and whether they are done, running or stopped.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab runs",
            "  ./cifar-lab runs studies --sort accuracy --filter model=mlp --filter seed=0"
        })
final class RunsCommand extends Answering {

    /** Folders within folders that are looked into: a cell of a search in a study lies three below it. */
    private static final int DEPTH = 5;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "the folder (default runs)")
    private Path place = Path.of("runs");

    @Option(names = "--sort", paramLabel = "BY", description = "name (default), accuracy, time, epochs")
    private String sort = Order.NAME.label();

    @Option(
            names = "--filter",
            paramLabel = "SETTING=VALUE",
            description = "only runs with this setting; may be given again")
    private List<String> filters = List.of();

    /** What a run is known by here. */
    private record Row(String name, TrainConfig config, List<EpochMetrics> epochs, String state) {

        double accuracy() {
            return EpochMetrics.best(epochs)
                    .map(EpochMetrics::validationAccuracy)
                    .orElse(-1.0);
        }

        double seconds() {
            return epochs.stream().mapToDouble(EpochMetrics::epochSeconds).sum();
        }

        Map<String, @Nullable Object> document() {
            return Document.of(
                    "run",
                    name,
                    "settings",
                    config.entries(),
                    "epochs",
                    epochs.size(),
                    "best_validation_accuracy",
                    epochs.isEmpty() ? null : accuracy(),
                    "seconds",
                    seconds(),
                    "state",
                    state);
        }
    }

    /** The largest first, but for names. */
    private enum Order implements NamedChoice {
        NAME,
        ACCURACY,
        TIME,
        EPOCHS;

        Comparator<Row> comparator() {
            return switch (this) {
                case NAME -> Comparator.comparing(Row::name);
                case ACCURACY -> Comparator.comparing(Row::accuracy).reversed();
                case TIME -> Comparator.comparing(Row::seconds).reversed();
                case EPOCHS ->
                    Comparator.comparing((Row row) -> row.epochs.size()).reversed();
            };
        }
    }

    @Override
    int run(Console console) {
        Order order = NamedChoice.parse(Order.class, "--sort", sort);
        filters.forEach(RunsCommand::requireSetting);
        if (!Files.isDirectory(place)) {
            throw UserException.failed("%s: there is no such folder; give that of your runs", place);
        }
        List<Row> rows = folders().stream()
                .map(this::row)
                .filter(row -> filters.stream().allMatch(filter -> has(row, filter)))
                .sorted(order.comparator())
                .toList();
        console.answer(Document.of(
                "folder", place, "runs", rows.stream().map(Row::document).toList()));
        if (rows.isEmpty()) {
            console.line("no runs in %s%s", place, filters.isEmpty() ? "" : " with " + String.join(", ", filters));
            return 0;
        }
        int width = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        String format = "%-" + Math.max(3, width) + "s  %-9s  %-13s  %8s  %8s  %9s  %s";
        console.line(format, "run", "network", "data", "epochs", "best", "time", "state");
        rows.forEach(row -> console.line("%s", line(format, row)));
        return 0;
    }

    private static void requireSetting(String filter) {
        String key = filter.split("=", 2)[0];
        if (!filter.contains("=") || !TrainConfig.defaults().entries().containsKey(key)) {
            throw UserException.usage("--filter: '%s' is no SETTING=VALUE, such as model=mlp", filter);
        }
    }

    private static boolean has(Row row, String filter) {
        String[] pair = filter.split("=", 2);
        return String.valueOf(row.config.entries().get(pair[0])).equals(pair[1]);
    }

    private List<RunFolder> folders() {
        try (Stream<Path> all = Files.walk(place, DEPTH)) {
            return all.filter(path -> Files.isRegularFile(path.resolve("config.yaml")))
                    .map(RunFolder::open)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", place, Reason.of(e));
        }
    }

    private Row row(RunFolder folder) {
        String below = place.relativize(folder.path()).toString();
        String state = RunLock.isHeld(folder) ? "running" : RunScores.isOver(folder) ? "done" : "stopped";
        return new Row(
                below.isEmpty() ? folder.name() : below,
                folder.config(),
                folder.metrics().read(),
                state);
    }

    private static String line(String format, Row row) {
        return String.format(
                Locale.ROOT,
                format,
                row.name,
                row.config.model().label(),
                row.config.data().label(),
                row.epochs.size() + "/" + row.config.epochs(),
                row.epochs.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * row.accuracy()),
                String.format(Locale.ROOT, "%.1f min", row.seconds() / 60),
                row.state);
    }
}
