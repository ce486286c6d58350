package dev.cifarlab.app.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings in YAML: one {@code key: value} a line, the keys those of the flags. */
public final class ConfigFile {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private ConfigFile() {}

    /**
     * Reads a file's settings over a base.
     *
     * @throws UserException naming the file, and the key where one is wrong
     */
    public static TrainConfig read(Path file, TrainConfig base) {
        try {
            return values(Files.readString(file)).over(base);
        } catch (UserException e) {
            throw UserException.usage("%s: %s", file, e.getMessage());
        } catch (JacksonException e) {
            throw UserException.usage("%s: not a list of 'key: value' lines (%s)", file, e.getOriginalMessage());
        } catch (IOException e) {
            throw UserException.usage(
                    "%s: cannot be read (%s); check the path",
                    file, e.getClass().getSimpleName());
        }
    }

    private static ConfigValues values(String text) throws JacksonException {
        Map<String, Object> entries = YAML.readValue(text, new TypeReference<>() {});
        ConfigValues values = new ConfigValues();
        entries.forEach((key, value) -> values.put(Setting.of(key), String.valueOf(value)));
        return values;
    }

    /** The settings as YAML text that {@link #read} takes. */
    public static String write(TrainConfig config) {
        try {
            return YAML.writeValueAsString(entries(config));
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> entries(TrainConfig config) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            Object value = SettingValue.of(setting, config);
            if (value != null) {
                entries.put(setting.key(), value);
            }
        }
        return entries;
    }
}
