package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.UserException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds one node after the other. Methods that add one return its name, and refuse one that does not fit. */
public final class NetBuilder {

    private final Map<Node, Net.Size> nodes = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    /** A net for images of a shape, which {@link Net#INPUT} is the name of. */
    public NetBuilder(Shape images) {
        add(new Node.Input(Net.INPUT, images));
    }

    /** A convolution that keeps the size, or divides it by the stride. */
    public String conv(String name, String x, int filters, int kernel, int stride) {
        return add(new Node.Conv(name, x, filters, kernel, stride, kernel / 2));
    }

    /** Batch normalisation. */
    public String norm(String name, String x) {
        return add(new Node.BatchNorm(name, x));
    }

    /** An activation function. */
    public String activate(String name, String x, Activation function) {
        return add(new Node.Activate(name, x, function));
    }

    /** A sum. */
    public String sum(String name, String first, String second) {
        return add(new Node.Add(name, first, second));
    }

    /** The mean over all pixels. */
    public String pool(String name, String x) {
        return add(new Node.GlobalPool(name, x));
    }

    /** A dense layer. */
    public String dense(String name, String x, int units, @Nullable Activation function) {
        return add(new Node.Dense(name, x, units, function));
    }

    /** The net, with a last layer behind {@code x}. */
    public Net output(String x, int classes) {
        add(new Node.Output(Net.OUTPUT, x, classes));
        return new Net(nodes);
    }

    /** The shape of a node that was added. */
    public Shape shape(String name) {
        return Objects.requireNonNull(shapes.get(name), name);
    }

    /**
     * Adds any node.
     *
     * @throws UserException naming it and saying why it does not fit
     */
    public String add(Node node) {
        require(!shapes.containsKey(node.name()), node, "there is a node of that name already");
        require((node instanceof Node.Input) == nodes.isEmpty(), node, "images come first, and once");
        boolean last = node instanceof Node.Output;
        require(last == node.name().equals(Net.OUTPUT), node, "the last layer, and no other, is '" + Net.OUTPUT + "'");
        for (String input : node.inputs()) {
            require(shapes.containsKey(input), node, "there is no node '" + input + "' before it");
        }
        Net.Size size = size(node);
        require(size.shape().sizes().stream().allMatch(k -> k > 0), node, "it would give " + size.shape());
        nodes.put(node, size);
        shapes.put(node.name(), size.shape());
        return node.name();
    }

    private Net.Size size(Node node) {
        return node.match(new Node.Cases<>(
                input -> Net.Size.free(input.shape()),
                conv -> {
                    Shape out = windows(conv, conv.filters(), conv.kernel(), conv.stride(), conv.padding());
                    long weights = (long) conv.filters() * maps(conv).channels() * conv.kernel() * conv.kernel();
                    boolean fixed = conv.start() == Node.Start.WHITENING;
                    return new Net.Size(out, fixed ? 0 : weights, weights * out.height() * out.width());
                },
                norm -> new Net.Size(maps(norm), 2L * maps(norm).channels(), 0),
                activate -> Net.Size.free(shape(activate.input())),
                add -> {
                    Shape first = shape(add.first());
                    Shape second = shape(add.second());
                    require(!add.first().equals(add.second()), add, "it adds '" + add.first() + "' to itself");
                    require(first.equals(second), add, "it adds " + first + " and " + second);
                    return Net.Size.free(first);
                },
                scale -> Net.Size.free(shape(scale.input())),
                pool -> {
                    require(2 * pool.padding() <= pool.window(), pool, "its padding is more than half of its window");
                    int channels = maps(pool).channels();
                    return Net.Size.free(windows(pool, channels, pool.window(), pool.stride(), pool.padding()));
                },
                pool -> Net.Size.free(Shape.features(maps(pool).channels())),
                dense -> linear(dense, dense.units()),
                output -> linear(output, output.classes())));
    }

    private Shape maps(Node.Unary node) {
        Shape in = shape(node.input());
        require(in.isMaps(), node, "it takes maps, and '" + node.input() + "' gives " + in);
        return in;
    }

    private Shape windows(Node.Unary node, int channels, int window, int stride, int padding) {
        require(window > 0 && stride > 0 && padding >= 0, node, "its window, stride or padding is too small");
        return maps(node).windows(channels, window, stride, padding);
    }

    private Net.Size linear(Node.Unary node, int out) {
        long weights = shape(node.input()).values() * out;
        return new Net.Size(Shape.features(out), weights + out, weights);
    }

    private static void require(boolean holds, Node node, String otherwise) {
        if (!holds) {
            throw misfit(node, otherwise);
        }
    }

    static UserException misfit(Node node, String why) {
        return UserException.failed("network: node '%s' does not fit: %s", node.name(), why);
    }
}
