package dev.cifarlab.app.weights;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A network's parameters and running statistics by the names of a convention, read when they are asked for. */
public final class NamedArrays implements ArraySource {

    private final String place;
    private final Network network;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, String> metadata;

    /** Those of a network, which has to stay open. */
    public NamedArrays(String place, Network network, WeightNames names, Map<String, String> metadata) {
        this.place = place;
        this.network = network;
        this.metadata = metadata;
        Parameter.of(network.net()).forEach(parameter -> parameters.put(names.of(parameter), parameter));
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> shapes.put(name, parameter.shape()));
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public float[] values(String name) {
        return Objects.requireNonNull(parameters.get(name), name).values(network);
    }
}
