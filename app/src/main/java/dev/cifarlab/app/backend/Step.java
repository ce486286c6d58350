package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Node;
import java.util.List;

/** A part of a network in a program: adds its passes to it. A training has the first two, inference the last. */
interface Step {

    /** Adds the forward pass in training mode; gives what those behind take. */
    Value forward();

    /** Adds the backward pass; the gradient of what {@link #forward} gave is whole by then. */
    void backward();

    /** Adds the forward pass in inference mode, on weights that are prepared once for many runs. */
    Value infer(InferencePlan plan);

    /** Makes the step of a part, whose node it knows, from the values that the part takes. */
    interface Maker {
        Step make(Formats formats, Fusion.Part part, List<Value> in);
    }

    /** The step for each kind of node; the images have none. Logits are in single precision. */
    Node.Cases<Maker> MAKERS = new Node.Cases<>(
            input -> {
                throw new IllegalArgumentException("images are no step");
            },
            conv -> (formats, part, in) -> WinogradStep.suits(formats, conv, in.get(0))
                    ? new WinogradStep(formats, conv, part, in)
                    : new ConvStep(formats, conv, part, in),
            norm -> (formats, part, in) -> new NormStep(formats, norm, part, in.get(0)),
            activate -> (formats, part, in) -> new ActivateStep(formats, activate, in.get(0)),
            add -> (formats, part, in) -> new AddStep(formats, part, in),
            scale -> (formats, part, in) -> new ScaleStep(formats, scale, in.get(0)),
            pool -> (formats, part, in) -> new MaxPoolStep(formats, pool, in.get(0)),
            pool -> (formats, part, in) -> new PoolStep(formats, in.get(0)),
            dense -> (formats, part, in) ->
                    new DenseStep(formats, dense.name(), dense.units(), dense.function(), in.get(0)),
            output -> (formats, part, in) ->
                    new DenseStep(formats.singles(), output.name(), output.classes(), null, in.get(0)));

    /** Makes the step of a part. */
    static Step of(Formats formats, Fusion.Part part, List<Value> in) {
        return part.node().match(MAKERS).make(formats, part, in);
    }
}
