package dev.cifarlab.app.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.cifarlab.app.config.Reason;
import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Facts about a run as JSON. */
public final class JsonFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFile() {}

    /** Writes one object whose values are text, numbers, lists or maps. */
    public static void write(Path file, Map<String, ?> entries) {
        try {
            AtomicFiles.write(file, JSON.writeValueAsString(entries) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not plain values: " + entries, e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UserException when the file is missing or damaged
     */
    public static Map<String, Object> read(Path file) {
        try {
            Map<String, Object> entries = JSON.readValue(Files.readString(file), new TypeReference<>() {});
            if (entries != null) {
                return entries;
            }
        } catch (JsonProcessingException | MalformedInputException e) {
            throw UserException.failed(e, "%s: is not JSON, or cut off; is it damaged?", file);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be read (%s); is the run finished?", file, Reason.of(e));
        }
        throw UserException.failed("%s: holds nothing; is it damaged?", file);
    }
}
