package dev.cifarlab.app.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings that go together, in a YAML file whose head says where they are from and what to expect of them. */
public final class Recipe {

    static final String ASSIGNMENT = "assignment";

    private static final List<String> NAMES = List.of(ASSIGNMENT, "fast", "mlp-best", "airbench");

    private Recipe() {}

    /**
     * A base with given settings in place of its own, over those of the recipe that they name, if they name one.
     *
     * @throws UserException when there is no such recipe, or something in it is wrong
     */
    public static TrainConfig over(TrainConfig base, Map<Setting<?>, String> given) {
        String name = given.get(Setting.RECIPE);
        return (name == null ? base : over(base, name)).with(given);
    }

    private static TrainConfig over(TrainConfig base, String name) {
        if (NAMES.contains(name)) {
            return ConfigFile.over(base, YamlFile.parse(Path.of(name + ".yaml"), text(name)));
        }
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw UserException.usage("recipe: '%s' is not known; choose one of %s (.yaml)", name, choices());
        }
        Path file = Path.of(name);
        String other = YamlFile.read(file).getOrDefault(Setting.RECIPE.key(), ASSIGNMENT);
        if (!NAMES.contains(other)) {
            throw UserException.usage("%s: recipe: a recipe builds on one of %s only", file, String.join(", ", NAMES));
        }
        return ConfigFile.read(file, base);
    }

    static String choices() {
        return String.join(", ", NAMES) + ", or a file of your own";
    }

    private static String text(String name) {
        String resource = "recipes/" + name + ".yaml";
        try (InputStream in = Recipe.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
