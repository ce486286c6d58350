package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass in inference mode for batches of one size. The weights are brought into the form that it reads once
 * after each change, into a block of memory that is the plan's own until it is closed.
 */
final class InferencePlan extends Plan {

    private final Program preparation = new Program(program().session());
    private final List<Tensor> prepared = new ArrayList<>();
    private @Nullable Block weights;

    InferencePlan(Net net, ComputationGraph graph, Precision precision, long examples) {
        super(net, graph, precision, null, examples);
        build(net, false, (step, part) -> step.infer(this));
        program().add(() -> {}, value(Net.OUTPUT).tensor()); // it is read after the last step
    }

    /** An array that outlasts the runs of the program. */
    Tensor prepared(Descriptor descriptor) {
        Tensor tensor = program().external(descriptor);
        prepared.add(tensor);
        return tensor;
    }

    /** What brings the weights into the form that the program reads, to be run after each change of them. */
    Program preparation() {
        return preparation;
    }

    /** Finds a place for the prepared weights, once. */
    void placeWeights() {
        if (weights == null) {
            weights = new Block(prepared.stream()
                    .mapToLong(tensor -> Block.aligned(tensor.descriptor().bytes()))
                    .sum());
            long next = weights.address();
            for (Tensor tensor : prepared) {
                tensor.moveTo(next);
                next += Block.aligned(tensor.descriptor().bytes());
            }
        }
    }

    /** The logits (n, classes) of a batch, in an array of their own. */
    INDArray logits(INDArray images) {
        run(images);
        Tensor logits = value(Net.OUTPUT).tensor();
        return Nd4j.createFromArray(logits.read()).reshape(logits.descriptor().shape());
    }

    @Override
    public void close() {
        super.close();
        if (weights != null) {
            weights.close();
        }
    }
}
