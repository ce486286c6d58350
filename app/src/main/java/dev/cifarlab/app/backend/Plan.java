package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as a program of oneDNN's primitives, for batches of one size. Nothing in the memory that the program is
 * bound to outlasts a run.
 */
abstract class Plan implements AutoCloseable {

    private final Program program = new Program(new Session());
    private final Map<String, Value> values = new HashMap<>();
    private final Formats formats;
    private final Tensor images;
    private final List<Node> order;

    Plan(Net net, ComputationGraph graph, Precision precision, @Nullable WeightCopies copies, long examples) {
        formats = new Formats(program, new FlatParameters(graph, program, copies), precision);
        var shape = net.shape(Net.INPUT);
        images = program.external(formats.rows(examples, shape.channels(), shape.height(), shape.width()));
        values.put(Net.INPUT, Value.fixed(images));
        order = IntStream.of(graph.topologicalSortOrder())
                .mapToObj(index -> net.node(graph.getVertices()[index].getVertexName()))
                .toList();
    }

    /** Makes the steps of all parts, in the framework's order, and adds their forward pass by {@code forward}. */
    final void build(Net net, boolean training, BiFunction<Step, Fusion.Part, Value> forward) {
        List<Fusion.Part> parts = Fusion.of(net, order, training);
        Map<String, Integer> takers = new HashMap<>();
        parts.forEach(part -> part.inputs().forEach(name -> takers.merge(name, 1, Integer::sum)));
        for (Fusion.Part part : parts) {
            List<Value> inputs = part.inputs().stream().map(this::value).toList();
            Value output = forward.apply(Step.of(formats, part, inputs), part);
            output.takers(takers.getOrDefault(part.output(), 0));
            values.put(part.output(), output);
            if (!training) { // a backward pass would read them again
                inputs.forEach(Value::taken);
            }
        }
    }

    final Value value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    final Program program() {
        return program;
    }

    /** Runs the program on a batch of images, which lie in rows. */
    final void run(INDArray batch) {
        images.moveTo(FlatParameters.address(batch));
        try {
            program.run();
        } finally {
            Reference.reachabilityFence(batch); // the program knows its address alone
        }
    }

    @Override
    public void close() {
        program.session().close();
    }
}
