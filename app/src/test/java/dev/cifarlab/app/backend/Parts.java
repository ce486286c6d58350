package dev.cifarlab.app.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A network's parameters, or their gradients, one by one, so that a small one's error is not lost in a large one. */
final class Parts {

    private Parts() {}

    /** Copies of the parameters by name, each as one row in the order of memory. */
    static Map<String, INDArray> parameters(ComputationGraph graph) {
        return of(graph, graph.params());
    }

    /** Copies of what is in the array of gradients; for running statistics that is what they are to lose. */
    static Map<String, INDArray> gradients(ComputationGraph graph) {
        return of(graph, graph.getFlattenedGradients());
    }

    private static Map<String, INDArray> of(ComputationGraph graph, INDArray all) {
        INDArray row = all.reshape(all.length());
        Map<String, INDArray> parts = new LinkedHashMap<>();
        graph.paramTable().forEach((name, parameter) -> {
            long start = parameter.offset() - graph.params().offset();
            parts.put(
                    name,
                    row.get(NDArrayIndex.interval(start, start + parameter.length()))
                            .dup());
        });
        return parts;
    }

    /** The largest distance between the parts of two, by a measure of two arrays. */
    static Worst worst(
            Map<String, INDArray> a, Map<String, INDArray> n, ToDoubleBiFunction<INDArray, INDArray> distance) {
        Worst worst = new Worst("none", -1);
        for (Map.Entry<String, INDArray> part : n.entrySet()) {
            double found = distance.applyAsDouble(a.get(part.getKey()), part.getValue());
            if (!(found <= worst.distance())) {
                worst = new Worst(part.getKey(), found);
            }
        }
        return worst;
    }

    /** The largest difference, relative to the largest value. */
    static double largest(INDArray a, INDArray n) {
        return Transforms.abs(a.sub(n)).maxNumber().doubleValue()
                / Math.max(1e-8, Transforms.abs(n).maxNumber().doubleValue());
    }

    /** The L2 norm of the difference, relative to that of the second. */
    static double inTheMean(INDArray a, INDArray n) {
        return a.sub(n).norm2Number().doubleValue()
                / Math.max(1e-8, n.norm2Number().doubleValue());
    }

    /**
     * The part that is farthest.
     *
     * @param name its name
     * @param distance how far
     */
    record Worst(String name, double distance) {}
}
