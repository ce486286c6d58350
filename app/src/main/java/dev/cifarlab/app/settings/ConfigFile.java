package dev.cifarlab.app.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Settings in YAML: one {@code key: value} a line, the keys those of the flags. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * Reads a file's settings over a base, and over those of the recipe that it names, if it names one.
     *
     * @throws UserException naming the file, and the key where one is wrong
     */
    public static TrainConfig read(Path file, TrainConfig base) {
        return read(file, entries -> Recipe.over(base, texts(entries)));
    }

    /**
     * Reads the settings that a run of ours recorded in a file, as {@link #recorded(Map)} does.
     *
     * @throws UserException naming the file, and the key where one is wrong
     */
    public static TrainConfig recorded(Path file) {
        return read(file, ConfigFile::recorded);
    }

    private static TrainConfig read(Path file, Function<Map<String, String>, TrainConfig> reader) {
        Map<String, String> entries = YamlFile.read(file);
        try {
            return reader.apply(entries);
        } catch (UserException e) {
            throw UserException.usage("%s: %s", file, e.getMessage());
        }
    }

    /**
     * A base with the settings of a file's entries in place of its own.
     *
     * @throws UserException naming the key that is wrong
     */
    public static TrainConfig over(TrainConfig base, Map<String, String> entries) {
        return base.with(texts(entries));
    }

    static Map<Setting<?>, String> texts(Map<String, String> entries) {
        Map<Setting<?>, String> texts = new LinkedHashMap<>();
        entries.forEach((key, text) -> texts.put(Setting.of(key), text));
        return texts;
    }

    /**
     * Settings that a run, a search or a start of ours recorded. Up to version 0.2 there was another SGD, and no word
     * on its momentum; and all pictures were squashed. There was no other stem than CIFAR's, whatever the images' size.
     * Where no precision is told, it was the only one then.
     *
     * @throws UserException naming the key that is wrong
     */
    public static TrainConfig recorded(Map<String, String> entries) {
        Map<String, String> today = new LinkedHashMap<>(entries);
        if (!entries.containsKey(Setting.MOMENTUM.key())) {
            today.replace(Setting.OPTIMIZER.key(), Optimizer.SGD.label(), Optimizer.SGD_OF_0_2.label());
        }
        today.putIfAbsent(Setting.FIT.key(), Fit.SQUASH.label());
        today.putIfAbsent(Setting.PRECISION.key(), Precision.FLOAT32.label());
        TrainConfig config = over(TrainConfig.defaults(), today);
        boolean older = !entries.containsKey(Setting.STEM.key()) && config.imageSize() >= Stem.LARGE;
        return older ? config.with(Setting.STEM, Stem.CIFAR) : config;
    }

    /** The settings as YAML text that {@link #read} takes. */
    public static String write(TrainConfig config) {
        return YamlFile.text(config.entries());
    }
}
