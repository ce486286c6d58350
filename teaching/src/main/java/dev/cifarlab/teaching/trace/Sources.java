package dev.cifarlab.teaching.trace;

import dev.cifarlab.layers.math.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Collects where a number came from, in arrays that the layer calls x, out, W, dOut ... and the trace otherwise. */
final class Sources {

    private final Map<String, String> names;
    private final Map<String, INDArray> arrays;
    private final List<Source> found = new ArrayList<>();

    Sources(Map<String, String> names, Map<String, INDArray> arrays) {
        this.names = names;
        this.arrays = arrays;
    }

    /** An array by the layer's name for it. */
    INDArray array(String role) {
        return Checks.entry(arrays, name(role));
    }

    private String name(String role) {
        return Checks.present(role, names.get(role));
    }

    double value(String role, long... place) {
        return array(role).getDouble(place);
    }

    int size(String role, int axis) {
        return (int) array(role).size(axis);
    }

    Sources add(boolean moves, String role, long... place) {
        long index = 0;
        for (int axis = 0; axis < place.length; axis++) {
            index = index * size(role, axis) + place[axis];
        }
        found.add(new Source(name(role), (int) index, moves));
        return this;
    }

    /** Two factors: each moves the product unless the other is 0. */
    void product(String role, long[] place, String other, long... otherPlace) {
        add(value(other, otherPlace) != 0, role, place);
        add(value(role, place) != 0, other, otherPlace);
    }

    List<Source> found() {
        return found;
    }
}
