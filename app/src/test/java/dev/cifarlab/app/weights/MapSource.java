package dev.cifarlab.app.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Arrays of a test's own. */
final class MapSource implements ArraySource {

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    MapSource with(String name, List<Long> shape, float... numbers) {
        shapes.put(name, shape);
        values.put(name, numbers);
        return this;
    }

    MapSource beside(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Another source's arrays, to be changed. */
    static MapSource of(ArraySource source) {
        MapSource copy = new MapSource();
        source.shapes().forEach((name, shape) -> copy.with(name, shape, source.values(name)));
        copy.metadata.putAll(source.metadata());
        return copy;
    }

    MapSource without(String name) {
        shapes.remove(name);
        values.remove(name);
        return this;
    }

    MapSource renamed(UnaryOperator<String> change) {
        MapSource copy = new MapSource();
        shapes.forEach((name, shape) -> copy.with(change.apply(name), shape, values(name)));
        return copy;
    }

    @Override
    public String place() {
        return "a test";
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public float[] values(String name) {
        return Objects.requireNonNull(values.get(name), name).clone();
    }
}
