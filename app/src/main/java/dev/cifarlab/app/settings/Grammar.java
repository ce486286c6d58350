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
     * What stands behind a part's name.
     *
     * @param label what it is called
     * @param takes the same in words, where the label does not say it
     * @param reader the value as it is kept; nothing where a text is none
     * @param fallback the value where it is left out; null where it must be given
     */
    record Parameter(
            String label,
            String takes,
            Function<String, Optional<String>> reader,
            @Nullable String fallback) {}

    private final boolean several;
    private final Map<String, List<Parameter>> parts = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> choices = new ArrayList<>();

    /** A grammar without parts, for lists of several or of one. */
    Grammar(boolean several) {
        this.several = several;
    }

    Grammar part(String name, Parameter... parameters) {
        parts.put(name, List.of(parameters));
        choices.add(form(name));
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
                label,
                ", " + label + " from " + least + " to " + most,
                text -> Numbers.whole(text)
                        .filter(value -> value >= least && value <= most)
                        .map(String::valueOf),
                null);
    }

    static Parameter share(String label) {
        return new Parameter(
                label,
                ", " + label + " from 0 to 1",
                text -> Numbers.number(text)
                        .filter(value -> value >= 0 && value <= 1)
                        .map(Numbers::text),
                null);
    }

    /** One of some words, the first where it is left out. */
    static Parameter word(String... words) {
        return new Parameter(
                String.join("|", words),
                "",
                text -> Arrays.stream(words).filter(text::equals).findFirst(),
                words[0]);
    }

    /** All forms of parts, and names of lists. */
    String choices() {
        return String.join(", ", choices);
    }

    /** A part as it is written, for instance {@code shift=N[:zero|reflect]}. */
    private String form(String name) {
        StringBuilder form = new StringBuilder(name);
        String before = "=";
        for (Parameter parameter : parts.getOrDefault(name, List.of())) {
            String text = before + parameter.label;
            form.append(parameter.fallback == null ? text : "[" + text + "]");
            before = ":";
        }
        return form.toString();
    }

    /**
     * Reads a list.
     *
     * @throws UserException naming the part that is wrong and what it takes
     */
    Parts read(String key, String text) {
        List<Parts.Part> list = list(key, text);
        if (list.size() > 1 && !several) {
            throw UserException.usage("%s: '%s' does not work; give one of %s", key, text, choices());
        }
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
                .orElseGet(() -> list.stream().map(this::label).collect(Collectors.joining(",")));
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
        List<Parameter> parameters = parts.get(halves[0]);
        if (parameters == null) {
            throw UserException.usage("%s: '%s' is not known; choose one of %s", key, text, choices());
        }
        List<String> given = halves.length == 1 ? List.of() : List.of(halves[1].split(":", -1));
        List<String> values = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String value = values.size() < given.size() ? given.get(values.size()) : parameter.fallback;
            Optional.ofNullable(value).flatMap(parameter.reader).ifPresent(values::add);
        }
        if (values.size() < parameters.size() || given.size() > parameters.size()) {
            String takes = parameters.stream().map(Parameter::takes).collect(Collectors.joining());
            throw UserException.usage("%s: '%s' does not work; give %s%s", key, text, form(halves[0]), takes);
        }
        return new Parts.Part(halves[0], List.copyOf(values));
    }

    /** A part without the values that it has anyway. */
    private String label(Parts.Part part) {
        List<Parameter> parameters = parts.getOrDefault(part.name(), List.of());
        int count = part.values().size();
        while (count > 0 && part.values().get(count - 1).equals(parameters.get(count - 1).fallback)) {
            count--;
        }
        return part.name()
                + (count == 0 ? "" : "=" + String.join(":", part.values().subList(0, count)));
    }
}
