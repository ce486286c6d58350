package dev.cifarlab.app.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists of parts with numbers, in letters that no shell takes for its own: {@code NAME} or {@code NAME=VALUE:VALUE},
 * several separated by commas. A list may have a name too, which stands for it wherever a part may stand.
 */
final class Grammar {

    /**
     * A value behind a part's name.
     *
     * @param bounds what to say of them behind the part's form
     * @param reader the value as it is kept; nothing where a text is none
     * @param fallback the value where it is left out; null where it must be given
     */
    record Parameter(
            String bounds,
            Function<String, Optional<String>> reader,
            @Nullable String fallback) {}

    private record Form(String text, List<Parameter> parameters) {}

    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> choices = new ArrayList<>();

    /** Adds a part by its form, such as {@code shift=N[:zero|reflect]}. */
    Grammar part(String form, Parameter... parameters) {
        forms.put(form.split("=", 2)[0], new Form(form, List.of(parameters)));
        choices.add(form);
        return this;
    }

    /** Names a list. */
    Grammar named(String name, String list) {
        names.put(name, list);
        choices.add(name);
        return this;
    }

    static Parameter whole(String label, int least, int most) {
        return new Parameter(
                ", " + label + " from " + least + " to " + most,
                text -> Numbers.whole(text)
                        .filter(value -> value >= least && value <= most)
                        .map(String::valueOf),
                null);
    }

    static Parameter share(String label) {
        return new Parameter(
                ", " + label + " from 0 to 1",
                text -> Numbers.number(text)
                        .filter(value -> value >= 0 && value <= 1)
                        .map(Numbers::text),
                null);
    }

    static Parameter positive(String label, int most) {
        return new Parameter(
                ", " + label + " above 0, at most " + most,
                text -> Numbers.number(text)
                        .filter(value -> value > 0 && value <= most)
                        .map(Numbers::text),
                null);
    }

    /** One of some words, the first where it is left out. */
    static Parameter word(String... words) {
        return new Parameter(
                "", text -> Arrays.stream(words).filter(text::equals).findFirst(), words[0]);
    }

    /** The forms of all parts, and the names of lists. */
    String choices() {
        return String.join(", ", choices);
    }

    /**
     * Reads a list.
     *
     * @throws UserException naming the part that is wrong and what it takes
     */
    Parts read(String key, String text) {
        List<Parts.Part> list = list(key, text);
        List<String> seen = new ArrayList<>();
        for (Parts.Part part : list) {
            if (seen.contains(part.name())) {
                throw UserException.usage("%s: %s is there twice; give each once", key, part.name());
            }
            seen.add(part.name());
        }
        String label = names.keySet().stream()
                .filter(name -> list(key, name).equals(list))
                .findFirst()
                .orElseGet(() -> list.stream().map(Parts.Part::toString).collect(Collectors.joining(",")));
        return new Parts(label, list);
    }

    private List<Parts.Part> list(String key, String text) {
        List<Parts.Part> list = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String name = item.strip();
            String meaning = names.get(name);
            if (meaning == null) {
                list.add(part(key, name));
            } else if (!meaning.isEmpty()) {
                list.addAll(list(key, meaning));
            }
        }
        return List.copyOf(list);
    }

    private Parts.Part part(String key, String text) {
        String[] halves = text.split("=", 2);
        Form form = forms.get(halves[0]);
        if (form == null) {
            throw UserException.usage("%s: '%s' is not known; choose one of %s", key, text, choices());
        }
        List<String> given = halves.length == 1 ? List.of() : List.of(halves[1].split(":", -1));
        List<String> values = new ArrayList<>();
        for (Parameter parameter : form.parameters) {
            String value = values.size() < given.size() ? given.get(values.size()) : parameter.fallback;
            Optional.ofNullable(value).flatMap(parameter.reader).ifPresent(values::add);
        }
        if (values.size() < form.parameters.size() || given.size() > values.size()) {
            String bounds = form.parameters.stream().map(Parameter::bounds).collect(Collectors.joining());
            throw UserException.usage("%s: '%s' does not work; give %s%s", key, text, form.text, bounds);
        }
        return new Parts.Part(halves[0], List.copyOf(values));
    }
}
