package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All settings of a search. Flags and the keys of {@code search.yaml} have the same names.
 *
 * @param base what all cells share; activation, initialisation and seed are always those of the first cell
 * @param grid the cells
 * @param halving whether successive halving stops clear losers early
 */
public record SearchConfig(TrainConfig base, Grid grid, boolean halving) {

    private static final List<Setting<?>> OF_THE_GRID = List.of(Setting.ACTIVATION, Setting.INIT, Setting.SEED);

    /** Makes equal searches equal. */
    public SearchConfig {
        base = grid.cells().get(0).config(base);
    }

    /** The assignment's six cells over a base, with the base's seed, without halving. */
    public static SearchConfig over(TrainConfig base) {
        return new SearchConfig(base, Grid.all(base.seed()), false);
    }

    /** The settings by key, lists separated by commas, as flags take them. */
    public Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("activations", labels(grid.activations()));
        entries.put("inits", labels(grid.inits()));
        entries.put("seeds", grid.seeds().stream().map(String::valueOf).collect(Collectors.joining(",")));
        entries.put("halving", halving);
        Map<String, Object> shared = base.entries();
        OF_THE_GRID.forEach(setting -> shared.remove(setting.key()));
        entries.putAll(shared);
        return entries;
    }

    private static String labels(List<? extends NamedChoice> choices) {
        return choices.stream().map(NamedChoice::label).collect(Collectors.joining(","));
    }

    /**
     * Reads what {@link #entries} gave from a YAML file.
     *
     * @throws UserException naming the file, and the key where one is wrong or missing
     */
    static SearchConfig read(Path file) {
        Map<String, String> entries = new LinkedHashMap<>(YamlFile.read(file));
        try {
            Grid grid = new Grid(
                    Grid.activations(take("activations", entries)),
                    Grid.inits(take("inits", entries)),
                    Grid.seeds(take("seeds", entries)));
            boolean halving = isTrue(take("halving", entries));
            return new SearchConfig(ConfigFile.recorded(entries), grid, halving);
        } catch (UserException e) {
            throw UserException.usage("%s: %s", file, e.getMessage());
        }
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw UserException.usage("halving: '%s' does not work; give true or false", text);
        }
        return text.equals("true");
    }

    private static String take(String key, Map<String, String> entries) {
        String text = entries.remove(key);
        if (text == null) {
            throw UserException.usage("the key '%s' is missing", key);
        }
        return text;
    }
}
