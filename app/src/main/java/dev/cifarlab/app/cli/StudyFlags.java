package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Setting;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** The flags of a search without that for the network, as a study trains both. */
final class StudyFlags implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec spec) {
        new SearchFlags().transform(spec);
        SearchFlags.hide(spec, Setting.MODEL);
        return spec;
    }
}
