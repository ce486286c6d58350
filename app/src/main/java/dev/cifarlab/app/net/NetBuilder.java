package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds one node after the other. Methods that add one return its name, and refuse one that does not fit. */
public final class NetBuilder {

    private final Map<Node, Node.Size> nodes = new LinkedHashMap<>();
    private final Map<String, Node> byName = new LinkedHashMap<>();

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
        return Objects.requireNonNull(nodes.get(byName.get(name)), name).shape();
    }

    /**
     * Adds any node.
     *
     * @throws UserException naming it and saying why it does not fit
     */
    public String add(Node node) {
        require(!byName.containsKey(node.name()), node, "there is a node of that name already");
        require((node instanceof Node.Input) == nodes.isEmpty(), node, "images come first, and once");
        boolean last = node instanceof Node.Output;
        require(last == node.name().equals(Net.OUTPUT), node, "the last layer, and no other, is '" + Net.OUTPUT + "'");
        for (String input : node.inputs()) {
            require(byName.containsKey(input), node, "there is no node '" + input + "' before it");
        }
        byName.put(node.name(), node);
        nodes.put(node, size(node));
        return node.name();
    }

    private Node.Size size(Node node) {
        try {
            List<Shape> in = node.inputs().stream().map(this::shape).toList();
            Node.Size size = node.size(in);
            require(size.shape().sizes().stream().allMatch(k -> k > 0), node, "it would give " + size.shape());
            return size;
        } catch (IllegalArgumentException e) {
            throw misfit(node, e.getMessage());
        }
    }

    private static void require(boolean holds, Node node, String otherwise) {
        if (!holds) {
            throw misfit(node, otherwise);
        }
    }

    static UserException misfit(Node node, @Nullable String why) {
        return UserException.failed("network: node '%s' does not fit: %s", node.name(), why);
    }
}
