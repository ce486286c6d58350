package dev.cifarlab.benchmarks.winograd;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.winograd.Winograd;

/** The three passes as the app has them, a program each. */
record Tiled(Session session, Shape shape) {

    /** The maps that come out. */
    Runnable forward(Floats maps, Floats weights, Floats results) {
        Program program = new Program(session);
        winograd(program)
                .forward(
                        maps(program, shape.in(), maps),
                        weights(program, weights),
                        maps(program, shape.out(), results));
        return Direct.ready(program);
    }

    /** The gradient of what came in. */
    Runnable inputGradient(Floats slopes, Floats weights, Floats gradient) {
        Program program = new Program(session);
        winograd(program)
                .inputGradient(
                        maps(program, shape.out(), slopes),
                        weights(program, weights),
                        maps(program, shape.in(), gradient));
        return Direct.ready(program);
    }

    /** The gradient of the weights, summed over the images. */
    Runnable weightsGradient(Floats maps, Floats slopes, Floats gradient) {
        Program program = new Program(session);
        winograd(program)
                .weightsGradient(
                        maps(program, shape.in(), maps),
                        maps(program, shape.out(), slopes),
                        weights(program, gradient));
        return Direct.ready(program);
    }

    private Winograd winograd(Program program) {
        return new Winograd(program, shape.in(), shape.out(), shape.images(), shape.side(), shape.side());
    }

    private Tensor maps(Program program, long channels, Floats values) {
        return at(program, Layout.CHANNELS_LAST, values, shape.images(), channels, shape.side(), shape.side());
    }

    private Tensor weights(Program program, Floats values) {
        return at(program, Layout.ROWS, values, shape.out(), shape.in(), 3, 3);
    }

    private Tensor at(Program program, Layout layout, Floats values, long... sizes) {
        return Direct.at(program, Descriptor.of(session, Element.FLOAT32, layout, sizes), values);
    }
}
