package dev.cifarlab.app.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help in groups, in which a switch is its name alone, though {@code =false} may follow it. */
final class HelpLabels extends Help {

    HelpLabels(CommandSpec spec, ColorScheme colours) {
        super(spec, colours);
    }

    /** What is no setting's comes first. */
    @Override
    public String optionList() {
        StringBuilder text = new StringBuilder();
        for (String title :
                Stream.concat(Stream.of(""), SettingFlags.TITLES.stream()).toList()) {
            List<OptionSpec> own = commandSpec().options().stream()
                    .filter(option -> SettingFlags.title(option).equals(title))
                    .toList();
            String heading = title.isEmpty() ? "" : String.format("%n%s:%n", title);
            text.append(own.isEmpty() ? "" : heading + optionListExcludingGroups(own));
        }
        return text.toString();
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        IParamLabelRenderer usual = super.parameterLabelRenderer();
        return new IParamLabelRenderer() {
            @Override
            public Ansi.Text renderParameterLabel(ArgSpec arg, Ansi ansi, List<Ansi.IStyle> styles) {
                return arg.isOption() && arg.type() == boolean.class
                        ? ansi.new Text("")
                        : usual.renderParameterLabel(arg, ansi, styles);
            }

            @Override
            public String separator() {
                return usual.separator();
            }
        };
    }
}
