package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.NamedChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of JSON. */
final class Document {

    private Document() {}

    /** Of names, each with its value behind it; numbers that JSON does not have are null. */
    static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int k = 0; k < pairs.length; k += 2) {
            entries.put(String.valueOf(pairs[k]), plain(pairs[k + 1]));
        }
        return entries;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof NamedChoice choice) {
            return choice.label();
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return null;
        }
        return value instanceof Path ? value.toString() : value;
    }
}
