package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file {@code environment.json}: every start of a run, with its time, the epoch that it began in, its settings, and
 * the facts of {@link Environment}. Runs of version 0.1 hold the facts of their last start alone.
 *
 * @param file where it is
 */
public record Starts(Path file) {

    private static final String STARTS = "starts";
    private static final String SETTINGS = "settings";

    /** Those of a run folder. */
    public static Starts of(RunFolder folder) {
        return new Starts(folder.file("environment.json"));
    }

    /** Adds one that is made now. */
    public void add(int epoch, TrainConfig config) {
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        start.put("epoch", epoch);
        start.putAll(Environment.describe());
        start.put(SETTINGS, config.entries());
        List<Map<String, Object>> all = new ArrayList<>(read());
        all.add(start);
        JsonFile.write(file, Map.of(STARTS, all));
    }

    /** The facts of the last start by name; none before the first. */
    public Map<String, String> lastFacts() {
        Map<String, String> facts = texts(last());
        facts.remove(SETTINGS);
        return facts;
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
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        entry -> String.valueOf(entry.getValue()),
                        (a, b) -> b,
                        LinkedHashMap::new));
    }

    private List<Map<String, Object>> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<String, Object> entries = JsonFile.read(file);
        if (!(entries.get(STARTS) instanceof List<?> list)) {
            return List.of(entries);
        }
        List<Map<String, Object>> starts = new ArrayList<>();
        for (Object start : list) {
            if (start instanceof Map<?, ?> facts) {
                Map<String, Object> copy = new LinkedHashMap<>();
                facts.forEach((name, value) -> copy.put(String.valueOf(name), value));
                starts.add(copy);
            }
        }
        return starts;
    }
}
