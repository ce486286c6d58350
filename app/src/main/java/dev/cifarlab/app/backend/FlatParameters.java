package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.runs.Environment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The framework's parameters and gradients as a program's arrays: it keeps each in one flat array, in the same order,
 * and both stay where they are.
 */
final class FlatParameters {

    private final ComputationGraph graph;
    private final Program program;
    private final long parameters;
    private final long gradients;

    /** The parameters of a graph that is initialised. */
    FlatParameters(ComputationGraph graph, Program program) {
        this.graph = graph;
        this.program = program;
        this.parameters = address(graph.params());
        this.gradients = address(gradientsOf(graph));
    }

    /** The flat array of gradients, which the framework makes when it is first asked. */
    static INDArray gradientsOf(ComputationGraph graph) {
        if (graph.getFlattenedGradients() == null) {
            graph.initGradientsView();
        }
        return graph.getFlattenedGradients();
    }

    /** Whether a block is of running statistics, whose changes the framework keeps among the gradients. */
    static boolean isStatistics(UpdaterBlock block) {
        return block.getGradientUpdater().getConfig() instanceof NoOp;
    }

    /** A block's part of a row of all parameters, or gradients. */
    static INDArray part(INDArray row, UpdaterBlock block) {
        return row.get(NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd()));
    }

    /** Where an array's first element is. */
    static long address(INDArray array) {
        return array.data().pointer().address() + array.offset() * Float.BYTES;
    }

    /** The numbers of a row where they lie, for as long as the row is there; on a GPU, a copy. */
    static FloatBuffer numbers(INDArray row) {
        if (Environment.onGpu()) {
            return FloatBuffer.wrap(row.reshape(row.length()).toFloatVector());
        }
        FloatBuffer all = row.data()
                .pointer()
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return all.slice((int) row.offset(), (int) row.length());
    }

    /** Writes the next values into a row. */
    static void put(FloatBuffer values, INDArray row) {
        float[] array = new float[(int) row.length()];
        values.get(array);
        try (INDArray copy = Nd4j.createFromArray(array)) {
            row.assign(copy.reshape(row.shape()));
        }
    }

    /** A parameter, for instance {@code W} of layer {@code conv1}, as rows of a shape. */
    Tensor parameter(String layer, String key, long... shape) {
        return at(address(array(layer, key)), shape);
    }

    /** The place of its gradient. */
    Tensor gradient(String layer, String key, long... shape) {
        return at(gradients + address(array(layer, key)) - parameters, shape);
    }

    private INDArray array(String layer, String key) {
        return graph.getParam(layer + "_" + key);
    }

    private Tensor at(long address, long... shape) {
        Tensor tensor = program.external(Descriptor.of(program.session(), Element.FLOAT32, Layout.ROWS, shape));
        tensor.moveTo(address);
        return tensor;
    }
}
