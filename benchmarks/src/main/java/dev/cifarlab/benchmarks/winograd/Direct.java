package dev.cifarlab.benchmarks.winograd;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Convolution;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import java.lang.ref.Reference;
import java.util.Map;

/** The same three passes by oneDNN's convolutions. */
final class Direct {

    private final Session session = new Session();
    private final Convolution convolution = new Convolution(1, 1);
    private final Descriptor kernel;
    private final Descriptor rows;
    private final Descriptor src;
    private final Descriptor dst;
    private final Primitive forward;

    Direct(Shape shape, Layout layout) {
        int side = shape.side();
        Descriptor taken = Descriptor.of(session, Element.FLOAT32, layout, shape.images(), shape.in(), side, side);
        Descriptor given = Descriptor.of(session, Element.FLOAT32, layout, shape.images(), shape.out(), side, side);
        kernel = Descriptor.of(session, Element.FLOAT32, Layout.ANY, shape.out(), shape.in(), 3, 3);
        rows = Descriptor.of(session, Element.FLOAT32, Layout.ROWS, shape.out(), shape.in(), 3, 3);
        forward = convolution.forward(session, taken, kernel, given);
        src = forward.chosen(Choice.SRC, taken);
        dst = forward.chosen(Choice.DST, given);
    }

    /** The maps that come out; their memory is in the layout asked for. */
    Runnable forward(Floats maps, Floats weights, Floats results) {
        return convolution(forward, Argument.SRC, src, maps, weights, Argument.DST, dst, results);
    }

    /** The gradient of what came in. */
    Runnable inputGradient(Floats slopes, Floats weights, Floats gradient) {
        Primitive backward = convolution.backwardData(session, forward, src, kernel, dst);
        return convolution(backward, Argument.DIFF_DST, dst, slopes, weights, Argument.DIFF_SRC, src, gradient);
    }

    /** The gradient of the weights, summed over the images. */
    Runnable weightsGradient(Floats maps, Floats slopes, Floats gradient) {
        Primitive backward = convolution.backwardWeights(session, forward, src, kernel, dst);
        Program program = new Program(session);
        Tensor sums = program.tensor(backward.chosen(Choice.DIFF_WEIGHTS, kernel));
        program.add(
                backward,
                Map.of(
                        Argument.SRC,
                        at(program, src, maps),
                        Argument.DIFF_DST,
                        at(program, dst, slopes),
                        Argument.DIFF_WEIGHTS,
                        sums));
        program.reorder(sums, at(program, rows, gradient));
        return ready(program);
    }

    private Runnable convolution(
            Primitive primitive,
            Argument in,
            Descriptor taken,
            Floats from,
            Floats weights,
            Argument out,
            Descriptor given,
            Floats to) {
        Program program = new Program(session);
        Tensor ordered = program.reordered(at(program, rows, weights), primitive.chosen(Choice.WEIGHTS, kernel));
        program.add(
                primitive,
                Map.of(in, at(program, taken, from), Argument.WEIGHTS, ordered, out, at(program, given, to)));
        return ready(program);
    }

    static Tensor at(Program program, Descriptor descriptor, Floats values) {
        Tensor tensor = program.external(descriptor);
        tensor.moveTo(values.address());
        return tensor;
    }

    static Runnable ready(Program program) {
        Floats memory = Floats.of(program.plan() / Float.BYTES);
        program.bind(memory.address());
        return () -> {
            try {
                program.run();
            } finally {
                Reference.reachabilityFence(memory);
            }
        };
    }
}
