package dev.cifarlab.benchmarks.speed;

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
 * The floor: only the 20 convolutions of the ResNet-18 in oneDNN, nothing between them, and without the gradient
 * of the first one's input. Layouts are oneDNN's choice, or channels last.
 */
final class ConvolutionsAlone implements Contestant {

    /** in, out, pixels a side, kernel, stride, how many. */
    private static final int[][] ALL = {
        {3, 64, 32, 3, 1, 1},
        {64, 64, 32, 3, 1, 4},
        {64, 128, 32, 3, 2, 1},
        {64, 128, 32, 1, 2, 1},
        {128, 128, 16, 3, 1, 3},
        {128, 256, 16, 3, 2, 1},
        {128, 256, 16, 1, 2, 1},
        {256, 256, 8, 3, 1, 3},
        {256, 512, 8, 3, 2, 1},
        {256, 512, 8, 1, 2, 1},
        {512, 512, 4, 3, 1, 3}
    };

    private final Session session = new Session();
    private final Program training = new Program(session);
    private final Program inference = new Program(session);
    private final Element element;
    private final Layout layout;
    private final Block block;

    ConvolutionsAlone(Element element, Layout layout, int batch) {
        this.element = element;
        this.layout = layout;
        for (int[] shape : ALL) {
            for (int time = 0; time < shape[5]; time++) {
                add(shape, batch);
            }
        }
        block = new Block(Math.max(training.plan(), inference.plan()));
        training.bind(block.address());
        inference.bind(block.address());
    }

    private void add(int[] shape, int batch) {
        int side = shape[2] / shape[4];
        Convolution convolution = new Convolution(shape[4], shape[3] / 2);
        Descriptor in = Descriptor.of(session, element, layout, batch, shape[0], shape[2], shape[2]);
        Descriptor out = Descriptor.of(session, element, layout, batch, shape[1], side, side);
        Descriptor kernel = Descriptor.of(session, element, Layout.ANY, shape[1], shape[0], shape[3], shape[3]);
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
        addBackward(convolution, forward, src, kernel, dst, shape[0] > 3);
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
