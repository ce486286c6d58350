package dev.cifarlab.app.net;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A network as data: nodes, each after those that it takes from, the images first and the logits last. */
public final class Net {

    /** Name of the images (n, channels, height, width). */
    public static final String INPUT = "images";

    /** Name of the logits (n, classes). */
    public static final String OUTPUT = "logits";

    private final List<Node> nodes;
    private final Map<String, Node.Size> sizes = new HashMap<>();
    private final Map<String, List<Node>> users = new HashMap<>();

    /** From nodes that fit, in order. */
    Net(Map<Node, Node.Size> fitting) {
        nodes = List.copyOf(fitting.keySet());
        fitting.forEach((node, size) -> {
            sizes.put(node.name(), size);
            users.put(
                    node.name(),
                    nodes.stream()
                            .filter(user -> user.inputs().contains(node.name()))
                            .toList());
            if (users(node.name()).isEmpty() && !(node instanceof Node.Output)) {
                throw NetBuilder.misfit(node, "no other takes from it");
            }
        });
    }

    /** All nodes, in an order in which they can be computed. */
    public List<Node> nodes() {
        return nodes;
    }

    /** A node by its name. */
    public Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a node gives for one image. */
    public Shape shape(String name) {
        return Objects.requireNonNull(sizes.get(name), name).shape();
    }

    /** The nodes that take from one, in order. */
    public List<Node> users(String name) {
        return Objects.requireNonNull(users.get(name), name);
    }

    /** Trainable parameters; running statistics of batch normalisation are none. */
    public long parameters() {
        return sizes.values().stream().mapToLong(Node.Size::parameters).sum();
    }

    /** Trainable parameters of one node. */
    public long parameters(String name) {
        return Objects.requireNonNull(sizes.get(name), name).parameters();
    }

    /** Multiplications, each with its addition, of one image's forward pass. */
    public long multiplyAdds() {
        return sizes.values().stream().mapToLong(Node.Size::multiplyAdds).sum();
    }

    /**
     * The first and the last convolution, whose filters and maps are worth a look; none where the last layer does not
     * take the means of maps, so that these do not say what speaks for which class.
     */
    public List<Site> firstAndLastConvolution() {
        List<Node> all = nodes.stream().filter(Node.Conv.class::isInstance).toList();
        Node pool = node(node(OUTPUT).inputs().get(0));
        if (all.isEmpty() || !(pool instanceof Node.GlobalPool)) {
            return List.of();
        }
        Node pooled = node(pool.inputs().get(0));
        return List.of(site(all.get(0), activation(all.get(0))), site(all.get(all.size() - 1), pooled));
    }

    private static Site site(Node convolution, Node shown) {
        String before = shown instanceof Node.Activate ? shown.inputs().get(0) : shown.name();
        return new Site(convolution.name(), before, shown.name());
    }

    /** The first activation behind a node, or what comes nearest to it. */
    private Node activation(Node node) {
        Node next = users(node.name()).get(0);
        if (next instanceof Node.Activate) {
            return next;
        }
        return next instanceof Node.BatchNorm || next instanceof Node.Add ? activation(next) : node;
    }

    /**
     * Where a convolution sits in a network, by the names of its nodes.
     *
     * @param convolution the convolution; its kernel is (out, in, height, width)
     * @param beforeActivation what goes into the activation function: normalised, with the shortcut added at a block's
     *     end
     * @param afterActivation what comes out of it
     */
    public record Site(String convolution, String beforeActivation, String afterActivation) {}
}
