package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.UserException;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network that can be trained and asked, whatever its architecture. Not safe for use by several threads; to be closed
 * by the thread that used it, as its memory is none of the JVM's.
 */
public final class Network implements AutoCloseable {

    private final NetworkSpec spec;
    private final Net net;
    private final ComputationGraph graph;
    private final @Nullable OneDnnPlans plans;
    private final @Nullable AdamPass adam;
    private boolean closed;

    private Network(NetworkSpec spec, Net net, ComputationGraph graph, UpdateRule rule) {
        this.spec = spec;
        this.net = net;
        this.graph = graph;
        boolean planned = ConvolutionRoutes.resolve(spec.convolution()) == ConvolutionRoute.ONEDNN;
        this.plans = planned ? new OneDnnPlans(graph, spec.precision()) : null;
        this.adam = planned && AdamPass.suits(graph, rule) ? new AdamPass(graph) : null;
    }

    /** Builds a network with fresh weights that depend on the spec's seed alone. */
    public static Network create(NetworkSpec spec, UpdateRule rule) {
        Net net = spec.net();
        return new Network(spec, net, Graphs.of(net, spec, rule), rule);
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

    /** What the network was built from. */
    public NetworkSpec spec() {
        return spec;
    }

    /** What it is made of. */
    public Net net() {
        return net;
    }

    /**
     * One step of training on images (n, channels, height, width) and one-hot labels (n, classes).
     *
     * @return loss and right answers of this batch before the step, in training mode
     * @throws NonFiniteException when something in it is NaN or infinite; the weights are as before
     */
    public BatchScore fit(INDArray images, INDArray labels) {
        requireOpen();
        if (plans == null) {
            graph.fit(new INDArray[] {images}, new INDArray[] {labels});
        } else {
            plans.gradients(images, labels);
            Finiteness.require(graph, images);
            update((int) images.size(0));
            plans.parametersChanged();
        }
        return loss().last();
    }

    /** What the optimizer does once gradients, summed over {@code examples}, are there. */
    private void update(int examples) {
        if (adam == null) {
            frameworkUpdate(graph, iteration(), examples);
        } else {
            adam.update(iteration(), examples);
        }
        graph.getConfiguration().setIterationCount(iteration() + 1);
    }

    /** The same by the framework's own optimizer, whichever it is. */
    static void frameworkUpdate(ComputationGraph graph, int iteration, int examples) {
        INDArray gradients = FlatParameters.gradientsOf(graph);
        graph.getUpdater()
                .update(
                        new DefaultGradient(gradients),
                        iteration,
                        graph.getEpochCount(),
                        examples,
                        LayerWorkspaceMgr.noWorkspaces());
        graph.params().subi(gradients.reshape(graph.params().shape()));
    }

    /** Steps done since the weights were drawn. */
    public int iteration() {
        return graph.getIterationCount();
    }

    /** A copy of all that training changes. */
    public NetworkState state() {
        requireOpen();
        INDArray optimizer = graph.getUpdater().getStateViewArray();
        return new NetworkState(iteration(), flat(graph.params()), optimizer == null ? new float[0] : flat(optimizer));
    }

    /** Takes a state over; false, and nothing changed, where its sizes are another network's. */
    public boolean restore(NetworkState state) {
        INDArray optimizer = graph.getUpdater().getStateViewArray();
        long optimizerLength = optimizer == null ? 0 : optimizer.length();
        if (graph.params().length() != state.parameters().length || optimizerLength != state.optimizer().length) {
            return false;
        }
        put(state.parameters(), graph.params());
        if (optimizer != null) {
            put(state.optimizer(), optimizer);
        }
        graph.getConfiguration().setIterationCount(state.iteration());
        parametersChanged();
        return true;
    }

    /** By an array that is given back at once: it is as large as the network. */
    private static void put(float[] values, INDArray row) {
        try (INDArray copy = Nd4j.createFromArray(values)) {
            row.assign(copy.reshape(row.shape()));
        }
    }

    private static float[] flat(INDArray row) {
        return row.reshape(row.length()).toFloatVector();
    }

    /** Logits (n, classes) for images (n, channels, height, width), in inference mode. */
    public INDArray logits(INDArray images) {
        requireOpen();
        return plans == null ? graph.outputSingle(images) : plans.logits(images);
    }

    /** To be called when parameters were changed through {@link #graph()}. */
    public void parametersChanged() {
        if (plans != null) {
            plans.parametersChanged();
        }
    }

    /** What every part of the network makes of images (n, channels, height, width), by name, in inference mode. */
    public Map<String, INDArray> activations(INDArray images) {
        requireOpen();
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

    private SoftmaxCrossEntropy loss() {
        OutputLayer output = (OutputLayer) graph.getOutputLayer(0).conf().getLayer();
        return (SoftmaxCrossEntropy) output.getLossFn();
    }

    /** The framework's network, for the packages that may use it; see {@link #parametersChanged()}. */
    public ComputationGraph graph() {
        return graph;
    }

    /** Gives all native memory back: the plans', the framework's arrays, and this thread's workspaces. */
    @Override
    public void close() {
        closed = true;
        if (plans != null) {
            plans.close();
        }
        graph.close(); // has the JVM collect what else the framework has left
    }

    /** On memory that was given back a step would end the JVM. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a network that was closed");
        }
    }
}
