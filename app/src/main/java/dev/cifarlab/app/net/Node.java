package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network. Whoever treats each kind of node in a way of its own implements {@link Cases}, and the compiler
 * says what a new kind lacks (Java 17 has no switch over a sealed type yet). Shapes are those of one image.
 */
public sealed interface Node {

    /** The node's name, which its parameters and its output have, too. */
    String name();

    /** The names of the nodes that it takes from, all of which come before it. */
    List<String> inputs();

    /**
     * What it gives and costs for inputs of some shapes.
     *
     * @throws IllegalArgumentException saying why it does not take them
     */
    Size size(List<Shape> in);

    /** Calls the method for this kind of node. */
    <R> R match(Cases<R> cases);

    /**
     * A node's size.
     *
     * @param shape what it gives
     * @param parameters trainable ones
     * @param multiplyAdds multiplications, each with its addition, in convolutions and dense layers
     */
    record Size(Shape shape, long parameters, long multiplyAdds) {

        static Size free(Shape shape) {
            return new Size(shape, 0, 0);
        }

        static Size linear(Shape in, int out) {
            return new Size(Shape.features(out), (in.values() + 1) * out, in.values() * out);
        }
    }

    /** A node that takes from one other. */
    sealed interface Unary extends Node {

        /** The name of that node. */
        String input();

        /** As {@link Node#size}. */
        Size size(Shape in);

        @Override
        default List<String> inputs() {
            return List.of(input());
        }

        @Override
        default Size size(List<Shape> in) {
            return size(in.get(0));
        }
    }

    /** A node that takes maps. */
    sealed interface OfMaps extends Unary {

        @Override
        default Size size(List<Shape> in) {
            require(in.get(0).isMaps(), "it takes maps, and '" + input() + "' gives " + in.get(0));
            return size(in.get(0));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The images, as maps. */
    record Input(String name, Shape shape) implements Node {
        @Override
        public List<String> inputs() {
            return List.of();
        }

        @Override
        public Size size(List<Shape> in) {
            return Size.free(shape);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.input(this);
        }
    }

    /** A convolution without bias: maps (in, h, w) to (filters, h', w') as {@link Shape#windows} says. */
    record Conv(String name, String input, int filters, int kernel, int stride, int padding) implements OfMaps {
        @Override
        public Size size(Shape in) {
            Shape out = in.windows(filters, kernel, stride, padding);
            long weights = (long) filters * in.channels() * kernel * kernel;
            return new Size(out, weights, weights * out.height() * out.width());
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.conv(this);
        }
    }

    /** Batch normalisation of maps by channel (Ioffe and Szegedy, 2015). */
    record BatchNorm(String name, String input) implements OfMaps {

        /** What is added to the variance. */
        public static final double EPSILON = 1e-5;

        /** What a step leaves of the running statistics; the rest is the batch's. */
        public static final double DECAY = 0.9;

        @Override
        public Size size(Shape in) {
            return new Size(in, 2L * in.channels(), 0);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.batchNorm(this);
        }
    }

    /** An activation function of every element. */
    record Activate(String name, String input, Activation function) implements Unary {
        @Override
        public Size size(Shape in) {
            return Size.free(in);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.activate(this);
        }
    }

    /** The sum of two nodes of one shape. */
    record Add(String name, String first, String second) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(first, second);
        }

        @Override
        public Size size(List<Shape> in) {
            require(!first.equals(second), "it adds '" + first + "' to itself");
            require(in.get(0).equals(in.get(1)), "it adds " + in.get(0) + " and " + in.get(1));
            return Size.free(in.get(0));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.add(this);
        }
    }

    /** The largest value of each window, of which at most half is padding; shapes as those of a convolution. */
    record MaxPool(String name, String input, int window, int stride, int padding) implements OfMaps {
        @Override
        public Size size(Shape in) {
            require(2 * padding <= window, "its padding is more than half of its window");
            return Size.free(in.windows(in.channels(), window, stride, padding));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.maxPool(this);
        }
    }

    /** The mean over all pixels: maps (channels, h, w) to (channels) features. */
    record GlobalPool(String name, String input) implements OfMaps {
        @Override
        public Size size(Shape in) {
            return Size.free(Shape.features(in.channels()));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.globalPool(this);
        }
    }

    /** A dense layer with biases, and perhaps a function behind: anything, flattened, to (units) features. */
    record Dense(
            String name, String input, int units, @Nullable Activation function) implements Unary {
        @Override
        public Size size(Shape in) {
            return Size.linear(in, units);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.dense(this);
        }
    }

    /** The last dense layer: anything, flattened, to (classes) logits, which the loss takes. */
    record Output(String name, String input, int classes) implements Unary {
        @Override
        public Size size(Shape in) {
            return Size.linear(in, classes);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.output(this);
        }
    }

    /** What is to be done with each kind of node. */
    interface Cases<R> {
        R input(Input node);

        R conv(Conv node);

        R batchNorm(BatchNorm node);

        R activate(Activate node);

        R add(Add node);

        R maxPool(MaxPool node);

        R globalPool(GlobalPool node);

        R dense(Dense node);

        R output(Output node);
    }
}
