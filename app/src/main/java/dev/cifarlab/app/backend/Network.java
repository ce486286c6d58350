package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.UserException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that can be trained and asked, whatever its architecture. Its ComputationGraph owns parameters, gradients
 * and optimizer state; an executor computes on them. Images are (n, channels, height, width), logits (n,
 * classes). Not safe for use by several threads; to be closed by the thread that used it, as its memory is none of the
 * JVM's.
 */
public final class Network implements AutoCloseable {

    private final NetworkSpec spec;
    private final Net net;
    private final ConvolutionRoute route;
    private final ComputationGraph graph;
    private final Executor executor;
    private final @Nullable WeightAverage average;
    private final int part;
    private boolean closed;

    private Network(NetworkSpec spec, Net net, UpdateRule rule, int part) {
        this.part = part;
        this.spec = spec;
        this.net = net;
        this.route = ConvolutionRoutes.resolve(spec.convolution());
        this.graph = Graphs.of(net, spec, rule);
        this.executor = route == ConvolutionRoute.ONEDNN
                ? new OneDnnExecutor(net, graph, spec, rule)
                : new LayersExecutor(net, graph, rule);
        this.average = rule.average() > 0 ? new WeightAverage(rule.average(), graph.params()) : null;
    }

    /** Builds a network with fresh weights that depend on the spec's seed alone. */
    public static Network create(NetworkSpec spec, UpdateRule rule) {
        return of(spec, spec.net(), rule);
    }

    /**
     * The same for steps that are computed in parts of at most so many images, in the memory of one part. Batch
     * normalisation takes each part's own statistics, and moves its running ones once a step, by the mean of what the
     * parts would.
     */
    public static Network create(NetworkSpec spec, UpdateRule rule, int part) {
        return new Network(spec, spec.net(), rule, part);
    }

    /** The same for any net in place of the spec's. */
    static Network of(NetworkSpec spec, Net net, UpdateRule rule) {
        return new Network(spec, net, rule, Integer.MAX_VALUE);
    }

    /**
     * Says whether networks can be built on this backend with a way of computing convolutions, in a precision.
     *
     * @throws dev.cifarlab.app.settings.UserException when they cannot
     */
    public static void requireAvailable(ConvolutionRoute route, Precision precision) {
        ConvolutionRoutes.requireAvailable(route);
        if (precision != Precision.FLOAT32 && ConvolutionRoutes.resolve(route) != ConvolutionRoute.ONEDNN) {
            throw UserException.usage(
                    "precision: '%s' is there with convolution onednn alone, on the processor of Linux x86-64;"
                            + " choose float32",
                    precision.label());
        }
    }

    /**
     * A precision, or what {@link Precision#AUTO} stands for on this machine: bfloat16 where oneDNN computes the
     * network and the processor multiplies pairs of bfloat16, single precision elsewhere.
     */
    public static Precision settled(ConvolutionRoute route, Precision precision) {
        if (precision != Precision.AUTO) {
            return precision;
        }
        boolean fast = ConvolutionRoutes.resolve(route) == ConvolutionRoute.ONEDNN && OneDnn.multipliesBfloat16();
        return fast ? Precision.BF16 : Precision.FLOAT32;
    }

    /** What the network was built from. */
    public NetworkSpec spec() {
        return spec;
    }

    /** What it is made of. */
    public Net net() {
        return net;
    }

    /** What computes it: the route that was asked for, or what was chosen. */
    public ConvolutionRoute route() {
        return route;
    }

    /**
     * One step of training on images (n, channels, height, width), which are only read.
     *
     * @return loss and right answers of this batch before the step, in training mode
     * @throws NonFiniteException when something in it is NaN or infinite; the weights are as before
     */
    public BatchScore fit(INDArray images, Labels labels) {
        requireOpen(images);
        BatchScore score = labels.size() <= part
                ? executor.fit(images, labels)
                : new Accumulation(executor, graph).fit(images, labels, part);
        if (average != null) {
            average.add(graph.params(), iteration() - 1);
        }
        return score;
    }

    /** Steps done since the weights were drawn. */
    public int iteration() {
        return graph.getIterationCount();
    }

    /** A copy of all that training changes; weights and average are what they are while they are not exchanged. */
    public NetworkState state() {
        return view().copy();
    }

    /** The same where it lies, to be read before the next step. */
    public NetworkState.View view() {
        requireOpen();
        INDArray present = graph.params();
        return NetworkState.View.of(iteration(), average == null ? present : average.weights(present), others());
    }

    /** What it has besides weights: the optimizer's moments, and the average behind them. */
    private List<INDArray> others() {
        return Stream.concat(
                        Stream.ofNullable(graph.getUpdater().getStateViewArray()),
                        Stream.ofNullable(average).map(kept -> kept.average(graph.params())))
                .toList();
    }

    /** Takes a state over; false, and nothing changed, where its sizes are another network's. */
    public boolean restore(NetworkState state) {
        long kept = others().stream().mapToLong(INDArray::length).sum();
        if (graph.params().length() != state.parameters().length || kept != state.optimizer().length) {
            return false;
        }
        if (average != null && average.isSwapped()) {
            average.swap(graph.params());
        }
        FlatParameters.put(FloatBuffer.wrap(state.parameters()), graph.params());
        FloatBuffer values = FloatBuffer.wrap(state.optimizer());
        others().forEach(row -> FlatParameters.put(values, row));
        graph.getConfiguration().setIterationCount(state.iteration());
        executor.parametersChanged();
        return true;
    }

    /** Logits (n, classes) for images (n, channels, height, width), in inference mode; the caller's to keep. */
    public INDArray logits(INDArray images) {
        requireOpen(images);
        return executor.logits(images);
    }

    /**
     * Exchanges the weights with their running average, where one is kept: to ask the network, not to train it. A
     * second time puts both back.
     */
    public void swapAverage() {
        if (average != null) {
            average.swap(graph.params());
            executor.parametersChanged();
        }
    }

    /** Puts values in the place of parameters, and of their running average. */
    public void set(Map<Parameter, float[]> values) {
        requireOpen();
        values.forEach((parameter, numbers) -> parameter.put(numbers, graph));
        if (average != null) {
            average.values().assign(graph.params());
        }
        executor.parametersChanged();
    }

    /** What every part of the network makes of images (n, channels, height, width), by name, in inference mode. */
    public Map<String, INDArray> activations(INDArray images) {
        requireOpen(images);
        return graph.feedForward(new INDArray[] {images}, false);
    }

    /** A copy of a convolution's kernel (out, in, height, width). */
    public INDArray kernel(Net.Site site) {
        return graph.getParam(site.convolution() + "_W").dup('c');
    }

    /** A copy of the last layer's weights (features, classes). */
    public INDArray outputWeights() {
        return graph.getParam(Net.OUTPUT + "_W").dup('c');
    }

    /** A copy of the last layer's biases (classes). */
    public double[] outputBias() {
        return graph.getParam(Net.OUTPUT + "_b").toDoubleVector();
    }

    /** The framework's network, to be read by the packages that may use it; {@link #set} changes its parameters. */
    public ComputationGraph graph() {
        return graph;
    }

    /** Gives all native memory back: the executor's, the framework's arrays, and this thread's workspaces. */
    @Override
    public void close() {
        closed = true;
        executor.close();
        if (average != null) {
            average.close();
        }
        graph.close(); // has the JVM collect what else the framework has left
    }

    /** On memory that was given back a step would end the JVM. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a network that was closed");
        }
    }

    private void requireOpen(INDArray images) {
        requireOpen();
        List<Integer> sizes = net.shape(Net.INPUT).sizes();
        boolean fits = images.rank() == 4;
        for (int k = 0; fits && k < sizes.size(); k++) {
            fits = images.size(k + 1) == sizes.get(k);
        }
        if (!fits) {
            throw new IllegalArgumentException(images.shapeInfoToString() + " for images of " + net.shape(Net.INPUT));
        }
    }
}
