package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder {@code figures} of a run: pictures, and in {@code figures.json} their captions and the numbers behind
 * them, so that reports need neither network nor data.
 *
 * @param path the folder
 */
public record FigureFolder(Path path) {

    /** The figures of a run. */
    public static FigureFolder of(RunFolder run) {
        return new FigureFolder(run.file("figures"));
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be made (%s)", path, e.getMessage());
        }
    }

    void write(Map<String, String> captions, Map<String, Object> numbers) {
        JsonFile.write(index(), Map.of("captions", captions, "numbers", numbers));
    }

    /** Whether figures were drawn, all of them. */
    public boolean exists() {
        return Files.isRegularFile(index())
                && entry("captions").keySet().stream().map(this::file).allMatch(Files::isRegularFile);
    }

    /** What a picture shows, by its name in this folder: layer, indices, units; empty where it was not drawn. */
    public Optional<String> caption(String name) {
        return entry("captions").get(name) instanceof String text && Files.isRegularFile(file(name))
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The numbers behind the figures; empty where no figures were asked for. */
    public Map<String, Object> numbers() {
        return entry("numbers");
    }

    @SuppressWarnings("unchecked") // JSON objects are maps with text keys
    private Map<String, Object> entry(String name) {
        Object entry = Files.isRegularFile(index()) ? JsonFile.read(index()).get(name) : null;
        return entry instanceof Map ? (Map<String, Object>) entry : Map.of();
    }

    private Path index() {
        return path.resolve("figures.json");
    }
}
