package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a network; shapes are those of one image. */
public sealed interface Node {

    /** The node's name, which its parameters and its output have, too. */
    String name();

    /** The names of the nodes that it takes from, all of which come before it. */
    List<String> inputs();

    /** Calls the function for this kind of node. */
    <R> R match(Cases<R> cases);

    /**
     * What is to be done with each kind of node. Java 17 has no switch over a sealed type yet; so whoever treats kinds
     * in ways of their own makes one of these, and the compiler says what a new kind lacks.
     */
    record Cases<R>(
            Function<Input, R> input,
            Function<Conv, R> conv,
            Function<BatchNorm, R> batchNorm,
            Function<Activate, R> activate,
            Function<Add, R> add,
            Function<Scale, R> scale,
            Function<MaxPool, R> maxPool,
            Function<GlobalPool, R> globalPool,
            Function<Dense, R> dense,
            Function<Output, R> output) {}

    /** A node that takes from one other. */
    sealed interface Unary extends Node {

        /** The name of that node. */
        String input();

        @Override
        default List<String> inputs() {
            return List.of(input());
        }
    }

    /** The images, as maps. */
    record Input(String name, Shape shape) implements Node {
        @Override
        public List<String> inputs() {
            return List.of();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.input.apply(this);
        }
    }

    /** What a convolution's kernel is before the first step. */
    enum Start {
        /** Drawn, as the initialisation says. */
        DRAWN,
        /** Drawn but for as many filters as there are input channels, the first, each of which copies its channel. */
        IDENTITY,
        /** Made of the training images, whose patches it whitens; it stays as it is. */
        WHITENING
    }

    /**
     * A convolution without bias: maps (in, h, w) to (filters, h', w') with h' = floor((h + 2 padding - kernel) /
     * stride) + 1.
     */
    record Conv(String name, String input, int filters, int kernel, int stride, int padding, Start start)
            implements Unary {

        /** With weights that are drawn. */
        public Conv(String name, String input, int filters, int kernel, int stride, int padding) {
            this(name, input, filters, kernel, stride, padding, Start.DRAWN);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.conv.apply(this);
        }
    }

    /** Batch normalisation of maps by channel (Ioffe and Szegedy, 2015). */
    record BatchNorm(String name, String input) implements Unary {

        /** What is added to the variance. */
        public static final double EPSILON = 1e-5;

        /** What a step leaves of the running statistics; the rest is the batch's. */
        public static final double DECAY = 0.9;

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.batchNorm.apply(this);
        }
    }

    /** An activation function of every element. */
    record Activate(String name, String input, Activation function) implements Unary {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.activate.apply(this);
        }
    }

    /** The sum of two nodes of one shape. */
    record Add(String name, String first, String second) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(first, second);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.add.apply(this);
        }
    }

    /** Every element times a number. */
    record Scale(String name, String input, double factor) implements Unary {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.scale.apply(this);
        }
    }

    /** The largest value of each window, of which at most half is padding; shapes as those of a convolution. */
    record MaxPool(String name, String input, int window, int stride, int padding) implements Unary {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.maxPool.apply(this);
        }
    }

    /** The mean over all pixels: maps (channels, h, w) to (channels) features. */
    record GlobalPool(String name, String input) implements Unary {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.globalPool.apply(this);
        }
    }

    /** A dense layer with biases, and perhaps a function behind: anything, flattened, to (units) features. */
    record Dense(
            String name, String input, int units, @Nullable Activation function) implements Unary {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.dense.apply(this);
        }
    }

    /** The last dense layer: anything, flattened, to (classes) logits, which the loss takes. */
    record Output(String name, String input, int classes) implements Unary {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.output.apply(this);
        }
    }
}
