package dev.cifarlab.app.backend;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything that a training changes in a network.
 *
 * @param iteration steps done
 * @param parameters weights, biases and running statistics in the framework's order
 * @param optimizer the optimizer's moments in the framework's order, and behind them the average of the parameters, in
 *     theirs, where one is kept
 */
@SuppressWarnings("ArrayRecordComponent") // plain carriers between a network and its file, never compared
public record NetworkState(int iteration, float[] parameters, float[] optimizer) {

    /**
     * The same where it lies, without a copy: what {@link #optimizer} holds may be in several parts.
     *
     * @param iteration steps done
     * @param parameters to be read before the next step
     * @param optimizer as the parameters
     */
    public record View(int iteration, FloatBuffer parameters, List<FloatBuffer> optimizer) {

        static View of(int iteration, INDArray parameters, List<INDArray> optimizer) {
            List<FloatBuffer> parts =
                    optimizer.stream().map(FlatParameters::numbers).toList();
            return new View(iteration, FlatParameters.numbers(parameters), parts);
        }

        NetworkState copy() {
            return new NetworkState(iteration, joined(List.of(parameters)), joined(optimizer));
        }
    }

    /** Itself as a view. */
    public View view() {
        return new View(iteration, FloatBuffer.wrap(parameters), List.of(FloatBuffer.wrap(optimizer)));
    }

    /** Numbers one behind the other. */
    private static float[] joined(List<FloatBuffer> parts) {
        float[] all = new float[parts.stream().mapToInt(FloatBuffer::remaining).sum()];
        FloatBuffer target = FloatBuffer.wrap(all);
        parts.forEach(part -> target.put(part.duplicate()));
        return all;
    }
}
