package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Convolution;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/**
 * The floor: only the convolutions of a network in oneDNN, nothing between them, and without the gradient of the
 * images. Layouts are oneDNN's choice, or channels last.
 */
final class ConvolutionsAlone implements Contestant {

    private final Session session = new Session();
    private final Program training = new Program(session);
    private final Program inference = new Program(session);
    private final Element element;
    private final Layout layout;
    private final Block block;

    ConvolutionsAlone(Net net, Element element, Layout layout, int batch) {
        this.element = element;
        this.layout = layout;
        for (Node node : net.nodes()) {
            if (node instanceof Node.Conv conv) {
                add(conv, net.shape(conv.input()), net.shape(conv.name()), batch);
            }
        }
        block = new Block(Math.max(training.plan(), inference.plan()));
        training.bind(block.address());
        inference.bind(block.address());
    }

    private void add(Node.Conv conv, Shape from, Shape to, int batch) {
        Convolution convolution = new Convolution(conv.stride(), conv.padding());
        Descriptor in = maps(from, batch);
        Descriptor out = maps(to, batch);
        Descriptor kernel = Descriptor.of(
                session, element, Layout.ANY, to.channels(), from.channels(), conv.kernel(), conv.kernel());
        Primitive forward = convolution.forward(session, in, kernel, out);
        Descriptor src = forward.chosen(Choice.SRC, in);
        Descriptor dst = forward.chosen(Choice.DST, out);
        for (Program program : new Program[] {training, inference}) {
            program.add(
                    forward,
                    Map.of(
                            Argument.SRC,
                            program.tensor(src),
                            Argument.WEIGHTS,
                            program.tensor(forward.chosen(Choice.WEIGHTS, kernel)),
                            Argument.DST,
                            program.tensor(dst)));
        }
        addBackward(convolution, forward, src, kernel, dst, !conv.input().equals(Net.INPUT));
    }

    private Descriptor maps(Shape shape, int batch) {
        return Descriptor.of(session, element, layout, batch, shape.channels(), shape.height(), shape.width());
    }

    private void addBackward(
            Convolution convolution,
            Primitive forward,
            Descriptor src,
            Descriptor kernel,
            Descriptor dst,
            boolean withInput) {
        Tensor diffDst = training.tensor(dst);
        Descriptor gradient = Descriptor.of(session, Element.FLOAT32, Layout.ANY, kernel.shape());
        Primitive weights = convolution.backwardWeights(session, forward, src, gradient, dst);
        training.add(
                weights,
                Map.of(
                        Argument.SRC,
                        training.tensor(src),
                        Argument.DIFF_DST,
                        diffDst,
                        Argument.DIFF_WEIGHTS,
                        training.tensor(weights.chosen(Choice.DIFF_WEIGHTS, gradient))));
        if (withInput) {
            Primitive data = convolution.backwardData(session, forward, src, kernel, dst);
            training.add(
                    data,
                    Map.of(
                            Argument.DIFF_DST,
                            diffDst,
                            Argument.WEIGHTS,
                            training.tensor(data.chosen(Choice.WEIGHTS, kernel)),
                            Argument.DIFF_SRC,
                            training.tensor(src)));
        }
    }

    @Override
    public void train() {
        training.run();
    }

    @Override
    public void infer() {
        inference.run();
    }
}
