package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Setting;
import java.util.Set;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of a training as flags of a search: the two that it varies are hidden, as it has lists for them. */
final class SearchFlags implements IModelTransformer {

    /** What a search has lists for, and no single values. */
    static final Set<Setting<?>> VARIED = Set.of(Setting.ACTIVATION, Setting.INIT);

    @Override
    public CommandSpec transform(CommandSpec spec) {
        new SettingFlags().transform(spec);
        VARIED.forEach(setting -> hide(spec, setting));
        return spec;
    }

    /** Leaves a setting's flag out of the help; given all the same, the command says what to do instead. */
    static void hide(CommandSpec spec, Setting<?> setting) {
        OptionSpec shown = spec.findOption("--" + setting.key());
        spec.remove(shown);
        spec.addOption(OptionSpec.builder(shown).hidden(true).build());
    }
}
