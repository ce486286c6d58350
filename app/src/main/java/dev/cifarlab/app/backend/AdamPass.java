package dev.cifarlab.app.backend;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NoOpUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1 in the order of operations that section 2 ends with) in one pass over
 * parameters, gradients and moments, where the framework's takes four. Moments and parameters stay the framework's, in
 * its order. Pieces that fit the processor's cache are copied to Java arrays, which the JVM computes on with vector
 * instructions.
 */
final class AdamPass {

    private static final int PIECE = 1 << 12;

    private final ComputationGraph graph;
    private final float[] parameters = new float[PIECE];
    private final float[] gradients = new float[PIECE];
    private final float[] firstMoments = new float[PIECE];
    private final float[] secondMoments = new float[PIECE];

    AdamPass(ComputationGraph graph) {
        this.graph = graph;
    }

    /** Whether a graph is trained by Adam without weight decay: anything else is left to the framework. */
    static boolean suits(ComputationGraph graph, UpdateRule rule) {
        return rule.weightDecay() == 0 && blocks(graph).stream().allMatch(block -> isKnown(block.getGradientUpdater()));
    }

    private static boolean isKnown(GradientUpdater<?> updater) {
        return updater instanceof AdamUpdater || updater instanceof NoOpUpdater;
    }

    private static List<UpdaterBlock> blocks(ComputationGraph graph) {
        return graph.getUpdater().getUpdaterBlocks();
    }

    /** What the framework's own optimizer does, whichever it is; as {@link #update}. */
    static void frameworkUpdate(ComputationGraph graph, int iteration, int examples) {
        INDArray gradients = FlatParameters.gradientsOf(graph);
        graph.getUpdater()
                .update(
                        new DefaultGradient(gradients),
                        iteration,
                        graph.getEpochCount(),
                        examples,
                        LayerWorkspaceMgr.noWorkspaces());
        graph.params().subi(gradients.reshape(graph.params().shape()));
    }

    /** Changes the parameters by gradients that are summed over a number of examples. */
    void update(int iteration, int examples) {
        FloatBuffer weights = floats(graph.params());
        FloatBuffer slopes = floats(FlatParameters.gradientsOf(graph));
        FloatBuffer moments = floats(graph.getUpdater().getStateViewArray());
        for (UpdaterBlock block : blocks(graph)) {
            int start = block.getParamOffsetStart();
            int length = block.getParamOffsetEnd() - start;
            if (block.getGradientUpdater() instanceof AdamUpdater updater) {
                Step step = Step.of(updater.getConfig(), iteration, graph.getEpochCount(), examples);
                adam(step, weights, slopes, moments, start, block.getUpdaterViewOffsetStart(), length);
            } else {
                subtract(weights, slopes, start, length);
            }
        }
    }

    /** The block's first moments come before its second ones. */
    private void adam(
            Step step, FloatBuffer weights, FloatBuffer slopes, FloatBuffer moments, int start, int state, int length) {
        for (int done = 0; done < length; done += PIECE) {
            int count = Math.min(PIECE, length - done);
            weights.get(start + done, parameters, 0, count);
            slopes.get(start + done, gradients, 0, count);
            moments.get(state + done, firstMoments, 0, count);
            moments.get(state + length + done, secondMoments, 0, count);
            step.apply(parameters, gradients, firstMoments, secondMoments, count);
            weights.put(start + done, parameters, 0, count);
            moments.put(state + done, firstMoments, 0, count);
            moments.put(state + length + done, secondMoments, 0, count);
        }
    }

    /** Running statistics, whose "gradients" are what is to be taken off them. */
    private static void subtract(FloatBuffer weights, FloatBuffer slopes, int start, int length) {
        for (int k = start; k < start + length; k++) {
            weights.put(k, weights.get(k) - slopes.get(k));
        }
    }

    private static FloatBuffer floats(INDArray row) {
        FloatBuffer all = row.data()
                .pointer()
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return all.slice((int) row.offset(), (int) row.length());
    }

    /**
     * What is the same for all parameters in one iteration.
     *
     * @param scale from the sum of gradients to their mean
     * @param rate the learning rate, corrected for the moments' start at 0
     */
    private record Step(float scale, float beta1, float beta2, float epsilon, float rate) {

        static Step of(Adam adam, int iteration, int epoch, int examples) {
            int t = iteration + 1;
            double correction = Math.sqrt(1 - Math.pow(adam.getBeta2(), t)) / (1 - Math.pow(adam.getBeta1(), t));
            return new Step(
                    1f / examples, (float) adam.getBeta1(), (float) adam.getBeta2(), (float) adam.getEpsilon(), (float)
                            (adam.getLearningRate(iteration, epoch) * correction));
        }

        void apply(float[] parameters, float[] gradients, float[] firstMoments, float[] secondMoments, int count) {
            for (int k = 0; k < count; k++) {
                float gradient = gradients[k] * scale;
                float first = beta1 * firstMoments[k] + (1 - beta1) * gradient;
                float second = beta2 * secondMoments[k] + (1 - beta2) * gradient * gradient;
                firstMoments[k] = first;
                secondMoments[k] = second;
                parameters[k] -= rate * first / ((float) Math.sqrt(second) + epsilon);
            }
        }
    }
}
