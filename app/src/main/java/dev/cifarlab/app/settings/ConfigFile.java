package dev.cifarlab.app.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings in YAML: one {@code key: value} a line, the keys those of the flags. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * Reads a file's settings over a base.
     *
     * @throws UserException naming the file, and the key where one is wrong
     */
    public static TrainConfig read(Path file, TrainConfig base) {
        Map<String, String> entries = YamlFile.read(file);
        try {
            return over(base, entries);
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
        Map<Setting<?>, String> texts = new LinkedHashMap<>();
        entries.forEach((key, text) -> texts.put(Setting.of(key), text));
        return base.with(texts);
    }

    /** The settings as YAML text that {@link #read} takes. */
    public static String write(TrainConfig config) {
        return YamlFile.text(config.entries());
    }
}
