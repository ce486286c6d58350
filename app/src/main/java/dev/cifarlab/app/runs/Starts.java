package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code environment.json}: every start of a run, with its time, the epoch that it began in, its settings, and
 * the facts of {@link Environment}. Runs of version 0.1 hold the facts of their last start alone.
 *
 * @param file where it is
 */
public record Starts(Path file) {

    private static final String STARTS = "starts";
    private static final String SETTINGS = "settings";
    private static final String DATA = "data_folder";
    private static final String DATA_FROM_RUN = "data_folder_from_run";

    /** Those of a run folder. */
    public static Starts of(RunFolder folder) {
        return new Starts(folder.file("environment.json"));
    }

    /** Adds one that is made now, and that found its data in a folder, if in any. */
    public void add(int epoch, TrainConfig config, @Nullable Path data) {
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        start.put("epoch", epoch);
        start.putAll(Environment.describe());
        start.put("convolution", Environment.convolution(config.convolution()));
        start.put(SETTINGS, config.entries());
        if (data != null) {
            Path absolute = data.toAbsolutePath().normalize();
            start.put(DATA, absolute.toString());
            if (Objects.equals(absolute.getRoot(), run().getRoot())) {
                start.put(DATA_FROM_RUN, run().relativize(absolute).toString());
            }
        }
        List<Map<String, Object>> all = new ArrayList<>(read());
        all.add(start);
        JsonFile.write(file, Map.of(STARTS, all));
    }

    /** The facts of the last start by name; none before the first. */
    public Map<String, String> lastFacts() {
        Map<String, String> facts = texts(last());
        facts.keySet().removeAll(List.of(SETTINGS, DATA, DATA_FROM_RUN));
        return facts;
    }

    /**
     * Settings whose {@code data-dir} is there: as given, else the folder that it stood for at the last start, else
     * what lies to the run as that did, where both were moved.
     *
     * @param warn is told where it is not as given
     */
    public TrainConfig findData(TrainConfig config, Consumer<String> warn) {
        Path given = config.dataDir();
        if (given == null
                || Files.isDirectory(given)
                || !given.toString().equals(lastSettings().get(Setting.DATA_DIR.key()))) {
            return config;
        }
        Map<String, String> start = texts(last());
        Optional<Path> found = Stream.of(start.get(DATA), start.get(DATA_FROM_RUN))
                .filter(Objects::nonNull)
                .map(path -> run().resolve(path).normalize())
                .filter(Files::isDirectory)
                .findFirst();
        found.ifPresent(path ->
                warn.accept("data-dir: there is no " + given + " here; taking " + path + ", by what the run recorded"));
        return found.map(path -> config.with(Setting.DATA_DIR, path)).orElse(config);
    }

    private Path run() {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    /** The settings of the last start by key; none before the first, and in runs of version 0.1. */
    public Map<String, String> lastSettings() {
        return last().get(SETTINGS) instanceof Map<?, ?> settings ? texts(settings) : Map.of();
    }

    private Map<String, Object> last() {
        List<Map<String, Object>> all = read();
        return all.isEmpty() ? Map.of() : all.get(all.size() - 1);
    }

    private static Map<String, String> texts(Map<?, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    @SuppressWarnings("unchecked") // JSON objects are maps with text keys
    private List<Map<String, Object>> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<String, Object> entries = JsonFile.read(file);
        return entries.get(STARTS) instanceof List<?> starts
                ? starts.stream()
                        .filter(Map.class::isInstance)
                        .map(start -> (Map<String, Object>) start)
                        .toList()
                : List.of(entries);
    }
}
