package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Pages;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.runs.Environment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.jspecify.annotations.Nullable;
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
    private final @Nullable WeightCopies copies;
    private final long parameters;
    private final long gradients;

    /**
     * The parameters of a graph that is initialised.
     *
     * @param copies of weights that last from step to step; null where none are kept
     */
    FlatParameters(ComputationGraph graph, Program program, @Nullable WeightCopies copies) {
        this.graph = graph;
        this.program = program;
        this.copies = copies;
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

    /** Has the gradients, which nobody needs any more, take no memory until they are written again. */
    static void giveBackGradients(ComputationGraph graph) {
        INDArray gradients = gradientsOf(graph);
        Pages.giveBack(address(gradients), Float.BYTES * gradients.length());
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

    /**
     * A parameter as a primitive likes it: itself, a copy of rows in another precision that lasts from step to step, or
     * one that a step makes.
     */
    Tensor liked(String layer, String key, Tensor parameter, Descriptor wanted) {
        Descriptor rows = Descriptor.of(program.session(), wanted.element(), Layout.ROWS, wanted.shape());
        if (copies == null || wanted.element() == Element.FLOAT32 || !wanted.sameAs(rows)) {
            return program.reordered(parameter, wanted);
        }
        WeightCopies.Copy copy = copies.of(address(array(layer, key)), parameter.descriptor(), rows);
        Tensor tensor = program.external(rows);
        tensor.moveTo(copy.address());
        program.add(copy::refresh, tensor);
        return tensor;
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
