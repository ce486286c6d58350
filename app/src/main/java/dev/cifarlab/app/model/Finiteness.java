package dev.cifarlab.app.model;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * Watches the steps of a training for NaN and infinity, before a step changes the weights: one pass over the images,
 * what reaches the output layer, and all gradients, which a non-finite loss makes non-finite too. The layer is looked
 * for only once something is wrong.
 */
final class Finiteness extends BaseTrainingListener {

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        ComputationGraph graph = (ComputationGraph) model;
        if (!isFinite(graph.getInput(0))) {
            throw NonFiniteException.ofInput();
        }
        List<String> last = graph.getConfiguration().getVertexInputs().getOrDefault(Architecture.OUTPUT, List.of());
        if (!last.stream().allMatch(name -> isFinite(activations.get(name)))) {
            inOrder(graph)
                    .filter(vertex -> !isFinite(activations.get(vertex.getVertexName())))
                    .findFirst()
                    .ifPresent(vertex -> blame("the output", vertex));
        }
    }

    @Override
    public void onGradientCalculation(Model model) {
        ComputationGraph graph = (ComputationGraph) model;
        if (!isFinite(graph.getGradientsViewArray())) {
            inOrder(graph)
                    .filter(vertex -> vertex.hasLayer() && !isFinite(gradient(vertex)))
                    .reduce((before, after) -> after)
                    .ifPresent(vertex -> blame("the gradient", vertex));
        }
    }

    private static void blame(String what, GraphVertex vertex) {
        boolean weights = vertex.hasLayer() && !isFinite(vertex.getLayer().params());
        throw NonFiniteException.in((weights ? "the weights" : what) + " of layer " + vertex.getVertexName());
    }

    private static Stream<GraphVertex> inOrder(ComputationGraph graph) {
        return IntStream.of(graph.topologicalSortOrder()).mapToObj(index -> graph.getVertices()[index]);
    }

    private static @Nullable INDArray gradient(GraphVertex vertex) {
        return vertex.getLayer().getGradientsViewArray();
    }

    /** A sum is finite only if all terms are; where large terms add up to infinity, each is looked at. */
    static boolean isFinite(@Nullable INDArray values) {
        return values == null || Double.isFinite(values.sumNumber().doubleValue()) || notFinite(values) == 0;
    }

    private static long notFinite(INDArray values) {
        return Nd4j.getExecutioner()
                .exec(new MatchCondition(values, Conditions.notFinite()))
                .getLong(0);
    }
}
