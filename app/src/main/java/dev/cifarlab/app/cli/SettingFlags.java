package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One flag for each setting of a training, with its name, help and default. */
class SettingFlags implements IModelTransformer {

    private static final Map<Setting<?>, String> PLACES = Map.of(Setting.DATA_DIR, "DIR", Setting.WEIGHTS, "FILE|RUN");

    @Override
    public CommandSpec transform(CommandSpec spec) {
        return add(spec, List.copyOf(Setting.all()));
    }

    private static CommandSpec add(CommandSpec spec, List<Setting<?>> settings) {
        for (int place = 0; place < settings.size(); place++) {
            spec.addOption(option(settings.get(place), place));
        }
        return spec;
    }

    private static OptionSpec option(Setting<?> setting, int place) {
        Object value = TrainConfig.defaults().entries().get(setting.key());
        OptionSpec.Builder option = OptionSpec.builder(flag(setting)).order(place);
        if (setting.isSwitch()) {
            return option.type(boolean.class)
                    .arity("0..1")
                    .fallbackValue("true")
                    .paramLabel("true|false")
                    .description(setting.help())
                    .build();
        }
        String suffix = value == null ? "" : " (default " + value + ")";
        return option.type(String.class)
                .paramLabel(PLACES.getOrDefault(setting, "VALUE"))
                .description((setting.help() + suffix).replace("%", "%%"))
                .build();
    }

    /** The settings that were given on the command line. */
    static Map<Setting<?>, String> given(ParseResult parsed) {
        Map<Setting<?>, String> values = new LinkedHashMap<>();
        for (Setting<?> setting : Setting.all()) {
            if (parsed.hasMatchedOption(flag(setting))) {
                values.put(setting, String.valueOf(parsed.<Object>matchedOptionValue(flag(setting), "")));
            }
        }
        return values;
    }

    private static String flag(Setting<?> setting) {
        return "--" + setting.key();
    }

    /** The flags that say which data. */
    static final class OfData extends SettingFlags {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return add(
                    spec,
                    List.of(
                            Setting.DATA,
                            Setting.DATA_DIR,
                            Setting.DOWNLOAD,
                            Setting.SEED,
                            Setting.IMAGE_SIZE,
                            Setting.FIT,
                            Setting.BACKGROUND,
                            Setting.BAD,
                            Setting.VALIDATION,
                            Setting.SPLIT));
        }
    }

    /** The flags that say which network. */
    static final class OfNetwork extends SettingFlags {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return add(
                    spec,
                    List.of(
                            Setting.MODEL,
                            Setting.STEM,
                            Setting.ACTIVATION,
                            Setting.DATA,
                            Setting.IMAGE_SIZE,
                            Setting.BATCH_SIZE,
                            Setting.CONVOLUTION,
                            Setting.PRECISION));
        }
    }

    /** The flags that say how pictures are seen. */
    static final class OfPictures extends SettingFlags {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            return add(spec, List.of(Setting.IMAGE_SIZE, Setting.FIT, Setting.BACKGROUND));
        }
    }

    /** The flags that say of which network weights from elsewhere are, and of which data. */
    static final class OfForeign extends SettingFlags {

        @Override
        public CommandSpec transform(CommandSpec spec) {
            return add(
                    spec,
                    List.of(
                            Setting.MODEL,
                            Setting.STEM,
                            Setting.ACTIVATION,
                            Setting.DATA,
                            Setting.DATA_DIR,
                            Setting.DOWNLOAD,
                            Setting.SEED,
                            Setting.IMAGE_SIZE,
                            Setting.FIT,
                            Setting.BACKGROUND,
                            Setting.TEST_LIMIT,
                            Setting.CONVOLUTION,
                            Setting.PRECISION));
        }
    }

    /** The same for a search: what it has lists for is hidden; where it is given, the command says what to do. */
    static final class OfSearch extends SettingFlags {

        static final Set<Setting<?>> VARIED = Set.of(Setting.ACTIVATION, Setting.INIT);

        @Override
        public CommandSpec transform(CommandSpec spec) {
            super.transform(spec);
            for (Setting<?> setting : VARIED) {
                OptionSpec shown = spec.findOption(flag(setting));
                spec.remove(shown);
                spec.addOption(OptionSpec.builder(shown).hidden(true).build());
            }
            return spec;
        }
    }
}
