package dev.cifarlab.app.cli;

import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.settings.Recipe;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Networks;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that only a search has. */
final class GridFlags {

    @Option(
            names = "--activations",
            paramLabel = "LIST",
            order = 90,
            description = "activation functions, separated by commas (default relu,tanh)")
    private @Nullable String activations;

    @Option(
            names = "--inits",
            paramLabel = "LIST",
            order = 91,
            description = "initialisations, separated by commas (default glorot-normal,glorot-uniform,he-normal)")
    private @Nullable String inits;

    @Option(
            names = "--seeds",
            paramLabel = "LIST",
            order = 92,
            description = "seeds of the repetitions of each combination, such as 0,1,2 (default: --seed)")
    private @Nullable String seeds;

    @Option(
            names = "--halving",
            order = 93,
            description = "after a quarter and half of the epochs, only the better half of the combinations goes on")
    private boolean halving;

    /** A base with what was given in place of its own. */
    SearchConfig over(SearchConfig base, Map<Setting<?>, String> given) {
        refuse(given);
        TrainConfig train = Networks.settled(Recipe.over(base.base(), given));
        boolean oneSeed = given.containsKey(Setting.SEED);
        Grid before = base.grid();
        Grid grid = new Grid(
                activations == null ? before.activations() : Grid.activations(activations),
                inits == null ? before.inits() : Grid.inits(inits),
                seeds == null ? (oneSeed ? Grid.all(train.seed()).seeds() : before.seeds()) : Grid.seeds(seeds));
        return new SearchConfig(train, grid, halving || base.halving());
    }

    /** An earlier search; flags may repeat what it was started with, and say nothing else. */
    SearchFolder same(SearchFolder folder, Map<Setting<?>, String> given) {
        Map<String, Object> before = folder.config().entries();
        Map<String, Object> wanted = over(folder.config(), given).entries();
        wanted.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                throw UserException.usage(
                        "%s: the search in %s has %s, not %s; leave the flag away, or start a new search",
                        key, folder.path(), before.get(key), value);
            }
        });
        return folder;
    }

    private void refuse(Map<Setting<?>, String> given) {
        for (Setting<?> setting : SettingFlags.OfSearch.VARIED) {
            if (given.containsKey(setting)) {
                throw UserException.usage("%s: a search tries several; use --%ss", setting.key(), setting.key());
            }
        }
        if (seeds != null && given.containsKey(Setting.SEED)) {
            throw UserException.usage("seed: --seeds gives them all; leave --seed away");
        }
    }
}
