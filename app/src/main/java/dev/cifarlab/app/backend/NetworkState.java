package dev.cifarlab.app.backend;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

    /** Arrays one behind the other. */
    static float[] joined(List<float[]> arrays) {
        float[] all = new float[arrays.stream().mapToInt(array -> array.length).sum()];
        int start = 0;
        for (float[] array : arrays) {
            System.arraycopy(array, 0, all, start, array.length);
            start += array.length;
        }
        return all;
    }

    /** A row's values. */
    static float[] flat(INDArray row) {
        return row.reshape(row.length()).toFloatVector();
    }

    /** Writes values into a row, by an array that is given back at once: it is as large as the network. */
    static void put(float[] values, INDArray row) {
        try (INDArray copy = Nd4j.createFromArray(values)) {
            row.assign(copy.reshape(row.shape()));
        }
    }
}
