package dev.cifarlab.app.backend;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.MatchCondition;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Watches the steps of a training for NaN and infinity, before a step changes the weights: one pass over the images and
 * one over all gradients, which a non-finite loss makes non-finite too. The layer is looked for, by another forward
 * pass, only once something is wrong.
 */
public final class Finiteness extends BaseTrainingListener {

    @Override
    public void onGradientCalculation(Model model) {
        ComputationGraph graph = (ComputationGraph) model;
        require(graph, graph.getInput(0));
    }

    /**
     * Looks at a step whose gradients are there and whose update is to come.
     *
     * @param images (n, channels, height, width), the step's
     * @throws NonFiniteException naming the layer
     */
    static void require(ComputationGraph graph, INDArray images) {
        if (!isFinite(images)) {
            throw NonFiniteException.ofInput();
        }
        if (!isFinite(graph.getGradientsViewArray())) {
            blame(graph, images);
        }
    }

    /** The cause comes first: weights, then what the layers make of the images, then, from the loss, gradients. */
    private static void blame(ComputationGraph graph, INDArray images) {
        List<GraphVertex> forward = IntStream.of(graph.topologicalSortOrder())
                .mapToObj(index -> graph.getVertices()[index])
                .toList();
        blameFirst(
                "the weights",
                forward,
                vertex -> vertex.hasLayer() && !isFinite(vertex.getLayer().params()));
        Map<String, INDArray> outputs = graph.feedForward(new INDArray[] {images}, true);
        blameFirst("the output", forward, vertex -> !isFinite(outputs.get(vertex.getVertexName())));
        List<GraphVertex> backward = IntStream.rangeClosed(1, forward.size())
                .mapToObj(back -> forward.get(forward.size() - back))
                .toList();
        blameFirst("the gradient", backward, vertex -> vertex.hasLayer() && !isFinite(gradient(vertex)));
    }

    private static void blameFirst(String what, List<GraphVertex> vertices, Predicate<GraphVertex> wrong) {
        vertices.stream().filter(wrong).findFirst().ifPresent(vertex -> {
            throw NonFiniteException.in(what + " of layer " + vertex.getVertexName());
        });
    }

    private static @Nullable INDArray gradient(GraphVertex vertex) {
        return vertex.getLayer().getGradientsViewArray();
    }

    /** A sum is finite only if all terms are; where large terms add up to infinity, each is looked at. */
    public static boolean isFinite(@Nullable INDArray values) {
        return values == null || Double.isFinite(values.sumNumber().doubleValue()) || notFinite(values) == 0;
    }

    private static long notFinite(INDArray values) {
        return Nd4j.getExecutioner()
                .exec(new MatchCondition(values, Conditions.notFinite()))
                .getLong(0);
    }
}
