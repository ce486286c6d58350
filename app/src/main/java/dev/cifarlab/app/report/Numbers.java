package dev.cifarlab.app.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads the numbers behind a run's figures.
 *
 * @param entries what {@code figures.json} holds
 */
record Numbers(Map<String, Object> entries) {

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** A number; NaN where there is none. */
    double number(String name) {
        return entries.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A text; empty where there is none. */
    String text(String name) {
        return entries.get(name) instanceof String text ? text : "";
    }

    /** A list; empty where there is none. */
    List<?> list(String name) {
        return entries.get(name) instanceof List<?> list ? list : List.of();
    }

    double number(String name, int index) {
        return ((Number) list(name).get(index)).doubleValue();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    /** The numbers under a name of their own. */
    Numbers in(String name) {
        return entries.get(name) instanceof Map<?, ?> map ? new Numbers(texts(map)) : new Numbers(Map.of());
    }

    @SuppressWarnings("unchecked") // JSON objects have texts for keys
    private static Map<String, Object> texts(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** A confusion matrix's share of right answers by class, 0 to 1; empty where there is no matrix. */
    List<Double> accuracyByClass() {
        List<?> rows = list("confusion");
        return IntStream.range(0, rows.size())
                .mapToObj(k -> {
                    List<?> row = (List<?>) rows.get(k);
                    double total = row.stream().mapToDouble(Numbers::value).sum();
                    return value(row.get(k)) / total;
                })
                .toList();
    }

    long images() {
        return Math.round(list("confusion").stream()
                .flatMap(row -> ((List<?>) row).stream())
                .mapToDouble(Numbers::value)
                .sum());
    }

    private static double value(Object number) {
        return ((Number) number).doubleValue();
    }
}
