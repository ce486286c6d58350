package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds what commands write for programs against {@code docs/schema}. */
final class Schemas {

    static final Path FOLDER = Path.of("../docs/schema");

    private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

    private Schemas() {}

    private static JsonSchema read(String name) {
        try {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(Files.readString(FOLDER.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that a text is one document as the schema says, and reads it. */
    static JsonNode requireValid(String name, String text) {
        JsonSchema schema = READ.computeIfAbsent(name, Schemas::read);
        assertThat(schema.validate(text, InputFormat.JSON)).as(text).isEmpty();
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer that is all of a command's standard output. */
    static JsonNode answer(String name, Session session) {
        assertThat(session.exitCode()).as(session.err()).isZero();
        return requireValid(name, session.out());
    }
}
