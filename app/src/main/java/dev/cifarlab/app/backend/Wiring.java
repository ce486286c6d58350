package dev.cifarlab.app.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Which vertex of a graph takes what from which. */
final class Wiring {

    private final ComputationGraph graph;

    Wiring(ComputationGraph graph) {
        this.graph = graph;
    }

    /** The names of all vertices but the inputs, each after those that it takes from. */
    List<String> order() {
        return Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(index -> graph.getVertices()[index].getVertexName())
                .filter(name -> !graph.getConfiguration().getNetworkInputs().contains(name))
                .toList();
    }

    /** The vertices that one takes from. */
    List<String> inputs(String name) {
        return Objects.requireNonNull(graph.getConfiguration().getVertexInputs().get(name), name);
    }

    /** The vertices that take from one. */
    List<String> users(String name) {
        List<String> users = new ArrayList<>();
        graph.getConfiguration().getVertexInputs().forEach((user, inputs) -> {
            if (inputs.contains(name)) {
                users.add(user);
            }
        });
        return users;
    }

    /** The configuration of a vertex that is a layer; null for others. */
    @Nullable
    Layer layer(String name) {
        return graph.getConfiguration().getVertices().get(name) instanceof LayerVertex vertex
                ? vertex.getLayerConf().getLayer()
                : null;
    }

    /** The activation function that is the only user of a vertex; null where there is none, or are others. */
    @Nullable
    String soleActivation(String name) {
        List<String> users = users(name);
        return users.size() == 1 && layer(users.get(0)) instanceof HiddenActivation ? users.get(0) : null;
    }
}
