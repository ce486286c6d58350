package dev.cifarlab.app.runs;

import com.fasterxml.jackson.core.JsonParser;
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
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about a run as JSON. */
public final class JsonFile {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final TypeReference<Map<String, Object>> ENTRIES = new TypeReference<>() {};

    private static final TypeReference<List<Object>> ELEMENTS = new TypeReference<>() {};

    private JsonFile() {}

    /** Writes one object: a record, or a map whose values are text, numbers, lists or maps. */
    public static void write(Path file, Object entries) {
        AtomicFiles.write(file, text(entries) + "\n");
    }

    /** The same as text. */
    public static String text(Object entries) {
        try {
            return JSON.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not plain values: " + entries, e);
        }
    }

    /** The same on one line. */
    public static String line(Object entries) {
        try {
            return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not plain values: " + entries, e);
        }
    }

    /**
     * A map from its text, in order.
     *
     * @throws IOException when it is no JSON object, or has a key twice
     */
    public static Map<String, Object> parseEntries(String text) throws IOException {
        try {
            return present(JSON.readerFor(ENTRIES)
                    .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(text));
        } catch (JsonProcessingException e) {
            throw new IOException("its header is not a JSON object, or has a name twice", e);
        }
    }

    /**
     * A list from its text.
     *
     * @throws IOException when it is none
     */
    public static List<Object> parseList(String text) throws IOException {
        try {
            return present(JSON.readValue(text, ELEMENTS));
        } catch (JsonProcessingException e) {
            throw new IOException("not a JSON list", e);
        }
    }

    /**
     * A record from its text; its constructor refuses by an IllegalArgumentException with the key.
     *
     * @throws IOException saying what is wrong with it
     */
    public static <T extends Record> T parse(String text, Class<T> type) throws IOException {
        try {
            return present(JSON.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw new IOException(wrong(e), e);
        }
    }

    /**
     * Reads a map that {@link #write} wrote.
     *
     * @throws UserException when the file is missing or damaged
     */
    public static Map<String, Object> read(Path file) {
        return read(file, text -> JSON.readValue(text, ENTRIES));
    }

    /**
     * Reads a record that {@link #write} wrote, as {@link #parse} does.
     *
     * @throws UserException when the file is missing or damaged
     */
    public static <T extends Record> T read(Path file, Class<T> type) {
        return read(file, text -> JSON.readValue(text, type));
    }

    private static <T> T read(Path file, Parser<T> parser) {
        try {
            return present(parser.parse(Files.readString(file)));
        } catch (JsonProcessingException | MalformedInputException e) {
            throw UserException.failed(e, "%s: %s; put the file back", file, wrong(e));
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be read (%s); is the run finished?", file, Reason.of(e));
        }
    }

    private static <T> T present(@Nullable T value) throws JsonMappingException {
        if (value == null) {
            throw JsonMappingException.from((JsonParser) null, "null");
        }
        return value;
    }

    private static String wrong(IOException e) {
        return e instanceof JsonMappingException mapping
                ? key(mapping) + " is missing or damaged"
                : "is not JSON, or cut off";
    }

    private static String key(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException refusal) {
            return "'" + refusal.getMessage() + "'";
        }
        return e.getPath().isEmpty() ? "all of it" : "'" + e.getPath().get(0).getFieldName() + "'";
    }

    /** Makes a value of a text. */
    private interface Parser<T> {
        @Nullable
        T parse(String text) throws JsonProcessingException;
    }
}
