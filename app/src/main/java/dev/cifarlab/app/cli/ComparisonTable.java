package dev.cifarlab.app.cli;

import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as a table on the console. */
final class ComparisonTable {

    private static final String HEADER =
            "run,network,act.,init,parameters,epochs,best,accuracy,loss,seconds,s/epoch,images/s";

    private ComparisonTable() {}

    static void print(Map<String, RunScores> runs, Console console) {
        int width = runs.keySet().stream().mapToInt(String::length).max().orElse(0);
        String format = "%-" + Math.max(3, width) + "s  %-8s  %-4s  %-14s  %10s  %6s  %4s  %8s  %7s  %8s  %7s  %8s";
        console.line("validation accuracy and loss at each run's best epoch; times are of training alone:");
        console.line(format, (Object[]) HEADER.split(",", -1));
        runs.forEach((name, run) -> console.line("%s", line(format, name, run)));
        long sources = runs.values().stream().map(RunScores::data).distinct().count();
        if (sources == 1) {
            console.line("data: %s", runs.values().iterator().next().data());
        } else {
            runs.forEach((name, run) -> console.line("data of %s: %s", name, data(run)));
            console.warn("the runs' data differ, so that their accuracies cannot be compared directly");
        }
    }

    /** A run as programs read it. */
    static Map<String, @Nullable Object> document(String name, RunScores run) {
        return Document.of(
                "run", name,
                "data", run.data(),
                "settings", run.config().entries(),
                "parameters", run.parameters() == 0 ? null : run.parameters(),
                "epochs", run.rows().size(),
                "best_epoch", run.best().epoch(),
                "best_validation_accuracy", run.best().validationAccuracy(),
                "best_validation_loss", run.best().validationLoss(),
                "seconds", run.seconds(),
                "images_per_second", run.imagesPerSecond());
    }

    private static String data(RunScores run) {
        return run.data().isEmpty() ? "not known before the run is finished" : run.data();
    }

    private static String line(String format, String name, RunScores run) {
        TrainConfig config = run.config();
        return String.format(
                Locale.ROOT,
                format,
                name,
                config.model().label(),
                config.activation().label(),
                config.init().label(),
                run.parameters() == 0 ? "-" : number("%,d", run.parameters()),
                run.rows().size(),
                run.best().epoch(),
                number("%.2f %%", 100 * run.best().validationAccuracy()),
                number("%.4f", run.best().validationLoss()),
                number("%.1f", run.seconds()),
                number("%.1f", run.seconds() / run.rows().size()),
                number("%.1f", run.imagesPerSecond()));
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
