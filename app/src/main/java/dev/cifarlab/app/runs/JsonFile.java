package dev.cifarlab.app.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts about a run as JSON. */
public final class JsonFile {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JsonFile() {}

    /** Writes one object: a record, or a map whose values are text, numbers, lists or maps. */
    public static void write(Path file, Object entries) {
        try {
            AtomicFiles.write(file, JSON.writeValueAsString(entries) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not plain values: " + entries, e);
        }
    }

    /**
     * Reads a map that {@link #write} wrote.
     *
     * @throws UserException when the file is missing or damaged
     */
    public static Map<String, Object> read(Path file) {
        return read(file, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /**
     * Reads a record that {@link #write} wrote; its constructor refuses by an IllegalArgumentException with the key.
     *
     * @throws UserException when the file is missing or damaged
     */
    public static <T extends Record> T read(Path file, Class<T> type) {
        return read(file, new TypeReference<T>() {
            @Override
            public Type getType() {
                return type;
            }
        });
    }

    private static <T> T read(Path file, TypeReference<T> type) {
        try {
            T value = JSON.readValue(Files.readString(file), type);
            if (value != null) {
                return value;
            }
            throw UserException.failed("%s: holds nothing; is it damaged?", file);
        } catch (JsonMappingException e) {
            throw UserException.failed(e, "%s: %s is missing or damaged; put the file back", file, key(e));
        } catch (JsonProcessingException | MalformedInputException e) {
            throw UserException.failed(e, "%s: is not JSON, or cut off; put the file back", file);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be read (%s); is the run finished?", file, Reason.of(e));
        }
    }

    private static String key(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException refusal) {
            return "'" + refusal.getMessage() + "'";
        }
        return e.getPath().isEmpty() ? "all of it" : "'" + e.getPath().get(0).getFieldName() + "'";
    }
}
