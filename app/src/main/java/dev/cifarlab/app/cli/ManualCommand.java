package dev.cifarlab.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual from the commands as they are; settings, which many of them take, stand there once. */
@Command(
        name = "manual",
        description = "Prints the manual as a page for man, which shows it from a file by man -l FILE.",
        footer = {"", "Example:  ./cifar-lab manual"})
final class ManualCommand extends Subcommand {

    private static final String USUAL = "--help --version --debug";

    private final StringBuilder page = new StringBuilder();

    @Override
    int run(Console console) {
        CommandLine main = Main.commandLine();
        CommandSpec root = main.getCommandSpec();
        CommandSpec train = new CommandLine(new TrainCommand()).getCommandSpec();
        macro("TH", "CIFAR-LAB", "1", "", new Build().getVersion()[0], "");
        macro("SH", "NAME");
        text("cifar-lab - trains and compares networks on CIFAR-10 and on other pictures");
        macro("SH", "SYNOPSIS");
        text("./cifar-lab [--backend BACKEND] [--background] COMMAND [FLAG|FILE...]");
        macro("SH", "DESCRIPTION");
        text(String.join(" ", root.usageMessage().description()));
        options(root, "");
        macro("SH", "COMMANDS");
        main.getSubcommands().values().forEach(command -> command(command.getCommandSpec()));
        macro("SH", "SETTINGS");
        for (String title : SettingFlags.TITLES) {
            macro("SS", title);
            options(train, title);
        }
        macro("SH", "EXIT STATUS");
        text("0, or 1 for what failed, 2 for wrong usage, 130 or 143 for what SIGINT or SIGTERM ended.");
        console.line("%s", page.toString().stripTrailing());
        return 0;
    }

    private void command(CommandSpec command) {
        macro("SS", command.name());
        text(String.join(" ", command.usageMessage().description()));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            entry(parameter.paramLabel(), parameter.description());
        }
        options(command, "");
        List<String> settings = command.options().stream()
                .filter(option -> !SettingFlags.title(option).isEmpty() && !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
        if (!settings.isEmpty()) {
            boolean few = settings.size() < 20;
            entry("settings", few ? String.join(", ", settings) : "all that stand below");
        }
        String examples = String.join("\n", command.usageMessage().footer()).strip();
        macro("PP");
        macro("nf");
        page.append(escaped(examples)).append('\n');
        macro("fi");
    }

    /** What stands under a title of the help, but what every command has. */
    private void options(CommandSpec command, String title) {
        command.options().stream()
                .filter(option -> SettingFlags.title(option).equals(title))
                .filter(option -> !option.hidden() && !USUAL.contains(option.longestName()))
                .forEach(option -> {
                    boolean alone = option.type() == boolean.class;
                    entry(option.longestName() + (alone ? "" : "=" + option.paramLabel()), option.description());
                });
    }

    private void entry(String name, String... description) {
        macro("TP");
        macro("B", name);
        text(String.join(" ", description));
    }

    private void text(String text) {
        page.append(escaped(Help.Ansi.OFF.string(text.replace("%%", "%")))).append('\n');
    }

    private void macro(String name, String... words) {
        page.append('.').append(name);
        Stream.of(words).forEach(word -> page.append(String.format(Locale.ROOT, " \"%s\"", escaped(word))));
        page.append('\n');
    }

    /** Backslashes and hyphens as they are, and no line that begins as a macro does. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq")
                .replaceAll("(?m)^(\\s*[.'])", "\\\\&$1");
    }
}
