package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.Collection;
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

    /** What help shows together; all others are of the training. */
    private static final Map<String, Set<Setting<?>>> GROUPS = Map.of(
            "Data",
            Set.of(
                    Setting.DATA,
                    Setting.DATA_DIR,
                    Setting.DOWNLOAD,
                    Setting.IMAGE_SIZE,
                    Setting.FIT,
                    Setting.BACKGROUND,
                    Setting.BAD,
                    Setting.AUGMENT,
                    Setting.NORMALISE,
                    Setting.VALIDATION,
                    Setting.SPLIT,
                    Setting.TRAIN_LIMIT,
                    Setting.TEST_LIMIT),
            "Network",
            Set.of(Setting.MODEL, Setting.STEM, Setting.ACTIVATION, Setting.INIT, Setting.WEIGHTS, Setting.FREEZE),
            "Output",
            Set.of(Setting.LOG_JSON, Setting.TENSORBOARD));

    /** In the order of help. */
    static final List<String> TITLES = List.of("Data", "Network", "Training", "Output");

    @Override
    public CommandSpec transform(CommandSpec spec) {
        return add(spec, List.copyOf(Setting.all()));
    }

    private static CommandSpec add(CommandSpec spec, Collection<Setting<?>> settings) {
        return add(spec, settings, Set.of());
    }

    private static CommandSpec add(CommandSpec spec, Collection<Setting<?>> settings, Set<Setting<?>> hidden) {
        settings.forEach(setting -> spec.addOption(option(setting, hidden.contains(setting))));
        return spec;
    }

    /** What help shows a flag under; empty where it is no setting's. */
    static String title(OptionSpec option) {
        return Setting.all().stream()
                .filter(setting -> flag(setting).equals(option.longestName()))
                .map(SettingFlags::title)
                .findFirst()
                .orElse("");
    }

    private static String title(Setting<?> setting) {
        return GROUPS.entrySet().stream()
                .filter(group -> group.getValue().contains(setting))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("Training");
    }

    private static OptionSpec option(Setting<?> setting, boolean hidden) {
        Object value = TrainConfig.defaults().entries().get(setting.key());
        OptionSpec.Builder option = OptionSpec.builder(flag(setting)).hidden(hidden);
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
            return add(spec, List.copyOf(Setting.all()), VARIED);
        }
    }
}
