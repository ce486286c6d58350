package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.lab.ForeignNetwork;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a file of weights may not say of its network. */
final class ForeignFlags {

    @Option(
            names = "--classes",
            paramLabel = "NAMES|FILE",
            order = 100,
            description = "names of the classes in order, separated by commas, or a text file with one a line")
    private @Nullable String classes;

    @Option(
            names = "--mean",
            paramLabel = "M,M,M",
            split = ",",
            order = 101,
            description = "what was subtracted from each channel, with pixels in 0..1")
    private double @Nullable [] mean;

    @Option(
            names = "--std",
            paramLabel = "S,S,S",
            split = ",",
            order = 102,
            description = "what each channel was divided by then")
    private double @Nullable [] std;

    boolean areGiven() {
        return classes != null || mean != null || std != null;
    }

    ForeignNetwork.Said said(Map<Setting<?>, String> settings) {
        if ((mean == null) != (std == null)) {
            throw UserException.usage("--mean and --std go together");
        }
        ChannelStatistics scaling = mean == null || std == null ? null : new ChannelStatistics(mean, std);
        return new ForeignNetwork.Said(settings, classes == null ? null : names(classes), scaling);
    }

    private static List<String> names(String classes) {
        Path file = classes.indexOf('\0') < 0 ? Path.of(classes) : Path.of("");
        if (!Files.isRegularFile(file)) {
            return List.of(classes.split(",", -1));
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be read (%s); give a text file in UTF-8", file, Reason.of(e));
        }
    }
}
