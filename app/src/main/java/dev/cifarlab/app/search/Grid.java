package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Numbers;
import dev.cifarlab.app.settings.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The cells of a search: all of the activations with all of the initialisations, once for each seed.
 *
 * @param activations at least one, none twice
 * @param inits at least one, none twice
 * @param seeds at least one, none twice
 */
public record Grid(List<Activation> activations, List<Initialization> inits, List<Long> seeds) {

    /** Checks and copies the lists. */
    public Grid {
        activations = distinct("activations", activations);
        inits = distinct("inits", inits);
        seeds = distinct("seeds", seeds);
    }

    /** All activations with the assignment's initialisations, for one seed. */
    public static Grid all(long seed) {
        return new Grid(List.of(Activation.values()), Initialization.COMPARED, List.of(seed));
    }

    /** All cells: the first seed's, then the next one's, so that an unfinished search has whole repetitions. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (long seed : seeds) {
            for (Activation activation : activations) {
                inits.forEach(init -> cells.add(new Cell(activation, init, seed)));
            }
        }
        return List.copyOf(cells);
    }

    /**
     * Reads names separated by commas, as in {@code relu,tanh}.
     *
     * @throws UserException when a name is not known or the list is empty
     */
    public static List<Activation> activations(String text) {
        return parse("activations", text, name -> NamedChoice.parse(Activation.class, "activations", name));
    }

    /** Reads names separated by commas, as {@link #activations(String)} does. */
    public static List<Initialization> inits(String text) {
        return parse("inits", text, name -> NamedChoice.parse(Initialization.class, "inits", name));
    }

    /** Reads whole numbers separated by commas, as {@link #activations(String)} does. */
    public static List<Long> seeds(String text) {
        return parse("seeds", text, Grid::seed);
    }

    private static long seed(String text) {
        return Numbers.whole(text)
                .orElseThrow(
                        () -> UserException.usage("seeds: '%s' does not work; give whole numbers such as 0,1,2", text));
    }

    private static <T> List<T> parse(String key, String text, Function<String, T> one) {
        if (text.isBlank()) {
            throw empty(key);
        }
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(one).toList();
    }

    private static <T> List<T> distinct(String key, List<T> values) {
        if (values.isEmpty()) {
            throw empty(key);
        }
        Set<T> seen = new HashSet<>();
        for (T value : values) {
            if (!seen.add(value)) {
                String name = value instanceof NamedChoice choice ? choice.label() : String.valueOf(value);
                throw UserException.usage("%s: %s is there twice; give each once", key, name);
            }
        }
        return List.copyOf(values);
    }

    private static UserException empty(String key) {
        return UserException.usage("%s: the list is empty; give at least one, several separated by commas", key);
    }
}
