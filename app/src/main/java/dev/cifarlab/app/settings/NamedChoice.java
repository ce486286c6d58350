package dev.cifarlab.app.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A setting with a closed set of values; each value is written in kebab-case in flags and YAML. */
public interface NamedChoice {

    /** The constant's name, as an enum gives it. */
    String name();

    /** The value as users write it, for instance {@code glorot-normal}. */
    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value as people call it, for instance {@code Glorot normal}. */
    default String title() {
        return label();
    }

    /**
     * Finds the value that users write as {@code label}.
     *
     * @throws UserException naming the key and the choices when there is no such value
     */
    static <E extends Enum<E> & NamedChoice> E parse(Class<E> type, String key, String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        UserException.usage("%s: '%s' is not known; choose one of %s", key, label, choices(type)));
    }

    /** All values of a type, separated by commas, the default first. */
    static <E extends Enum<E> & NamedChoice> String choices(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(NamedChoice::label).collect(Collectors.joining(", "));
    }
}
