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

/** Files of {@code key: value} lines in YAML. */
public final class YamlFile {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private YamlFile() {}

    /**
     * The values of a file as text, in its order.
     *
     * @throws UserException naming the file when it cannot be read or is something else
     */
    public static Map<String, String> read(Path file) {
        try {
            Map<String, Object> entries = YAML.readValue(Files.readString(file), new TypeReference<>() {});
            Map<String, String> texts = new LinkedHashMap<>();
            entries.forEach((key, value) -> texts.put(key, String.valueOf(value)));
            return texts;
        } catch (JacksonException e) {
            throw UserException.usage("%s: not a list of 'key: value' lines (%s)", file, e.getOriginalMessage());
        } catch (IOException e) {
            throw UserException.usage(
                    "%s: cannot be read (%s); check the path",
                    file, e.getClass().getSimpleName());
        }
    }

    /** Plain values as YAML text that {@link #read} takes. */
    public static String text(Map<String, ?> entries) {
        try {
            return YAML.writeValueAsString(entries);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }
}
