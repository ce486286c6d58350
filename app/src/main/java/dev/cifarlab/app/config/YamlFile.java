package dev.cifarlab.app.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files of {@code key: value} lines in YAML. */
public final class YamlFile {

    private static final long MOST_BYTES = 1 << 20;

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private YamlFile() {}

    /**
     * The values of a file as text, in its order.
     *
     * @throws UserException naming the file when it cannot be read or is something else
     */
    public static Map<String, String> read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw UserException.usage("%s: is larger than a file of settings can be; check the path", file);
            }
            return texts(file, YAML.readTree(Files.readString(file)));
        } catch (JacksonException e) {
            throw notAList(file, e.getOriginalMessage());
        } catch (IOException e) {
            throw UserException.usage("%s: cannot be read (%s); check the path", file, Reason.of(e));
        }
    }

    private static Map<String, String> texts(Path file, @Nullable JsonNode root) {
        if (root == null || !root.isObject()) {
            throw notAList(file, root == null || root.isMissingNode() ? "it is empty" : "it is something else");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        root.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode() || entry.getValue().asText("").isEmpty()) {
                throw UserException.usage("%s: %s: needs one value behind the colon", file, entry.getKey());
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        });
        return texts;
    }

    private static UserException notAList(Path file, String why) {
        return UserException.usage("%s: not a list of 'key: value' lines (%s)", file, why);
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
