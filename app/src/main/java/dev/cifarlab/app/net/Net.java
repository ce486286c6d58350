package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.UserException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network as data: nodes, each after those that it takes from, the images first and the logits last. */
public final class Net {

    /** Name of the images (n, channels, height, width). */
    public static final String INPUT = "images";

    /** Name of the logits (n, classes). */
    public static final String OUTPUT = "logits";

    private static final Pattern STAGE = Pattern.compile("(?:stage|hidden)(\\d{1,4})(?:_.*)?");

    private final List<Node> nodes;
    private final Map<String, Size> sizes = new HashMap<>();
    private final Map<String, List<Node>> users = new HashMap<>();

    /** From nodes that fit, in order. */
    Net(Map<Node, Size> fitting) {
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
        int stage = 0;
        for (Node node : nodes) {
            if (stage(node) > 0 && stage(node) < stage) {
                throw NetBuilder.misfit(node, "stages are numbered upwards, and stage " + stage + " stands before it");
            }
            stage = Math.max(stage, stage(node));
        }
    }

    /** The stage that a node's name puts it into, from 1; 0 for none. */
    private static int stage(Node node) {
        Matcher matcher = STAGE.matcher(node.name());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
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
        return sizes.values().stream().mapToLong(Size::parameters).sum();
    }

    /** Trainable parameters of one node. */
    public long parameters(String name) {
        return Objects.requireNonNull(sizes.get(name), name).parameters();
    }

    /** Multiplications, each with its addition, of one image's forward pass. */
    public long multiplyAdds() {
        return sizes.values().stream().mapToLong(Size::multiplyAdds).sum();
    }

    /** The same of one node. */
    public long multiplyAdds(String name) {
        return Objects.requireNonNull(sizes.get(name), name).multiplyAdds();
    }

    /**
     * Bytes that a training keeps for each image of a batch, from the growth of resident memory with the batch: the
     * batches made ahead, and what each node gives, its gradient, and what it computes them with.
     */
    public long trainingBytes() {
        return ahead() + Float.BYTES * (11 * values(node -> true) / 4);
    }

    /**
     * The same where memory is used again as soon as it may be: what backward passes read, and, for gradients in the
     * making and the places of maxima, half of the largest that a node gives. From 32 to 128 pixels resident memory
     * grew by 0.92 to 1.04 of it for each image of both kinds of ResNet, with the stem that is automatic.
     *
     * @param precision of what nodes give
     */
    public long trainingBytes(Precision precision) {
        long largest = nodes.stream()
                .skip(1) // the images
                .mapToLong(node -> shape(node.name()).values())
                .max()
                .orElseThrow();
        return ahead() + precision.bytes() * (values(this::isReadAgain) + largest / 2);
    }

    private long ahead() {
        return 6 * Float.BYTES * shape(INPUT).values();
    }

    private long values(Predicate<Node> which) {
        return nodes.stream()
                .filter(which)
                .mapToLong(node -> shape(node.name()).values())
                .sum();
    }

    /** Sums are written over, and what batch normalisation gives, with a ReLU behind it, is made again. */
    private boolean isReadAgain(Node node) {
        boolean remade = isNormalisation(node);
        return !(node instanceof Node.Input)
                && ((node instanceof Node.Activate && !remade)
                        || users(node.name()).stream()
                                .anyMatch(user -> (user instanceof Node.Conv && !remade)
                                        || user instanceof Node.BatchNorm
                                        || user instanceof Node.Dense
                                        || user instanceof Node.Output));
    }

    /** Batch normalisation, or a ReLU that it does in the same pass. */
    private boolean isNormalisation(Node node) {
        return node instanceof Node.BatchNorm
                || (node instanceof Node.Activate activate
                        && activate.function() == Activation.RELU
                        && node(activate.input()) instanceof Node.BatchNorm);
    }

    /**
     * The names of the nodes up to the end of a stage: the stem and all nodes of the first {@code count} stages, none
     * for 0. The nodes of a stage are named after it, {@code stage1_...} in networks of blocks, {@code hidden1} in
     * others; what follows the last stage is none.
     *
     * @throws UserException where the network has fewer
     */
    public Set<String> firstStages(int count) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> before = new LinkedHashSet<>();
        int stages = 0;
        for (Node node : nodes) {
            before.add(node.name());
            if (stage(node) > 0 && stage(node) <= count) {
                names.addAll(before);
            }
            stages = Math.max(stages, stage(node));
        }
        if (count > stages) {
            throw UserException.usage(
                    "freeze: %d is too many; this network has %d stage%s", count, stages, stages == 1 ? "" : "s");
        }
        return names;
    }

    /** The names of the nodes that are not trained: those of the first stages, and kernels made of the images. */
    public Set<String> frozen(int stages) {
        Set<String> names = firstStages(stages);
        nodes.stream()
                .filter(node -> node instanceof Node.Conv conv && conv.start() == Node.Start.WHITENING)
                .forEach(node -> names.add(node.name()));
        return names;
    }

    /** The first and the last convolution, whose filters and maps are worth a look; none where there is none. */
    public List<Site> firstAndLastConvolution() {
        List<Node> all = nodes.stream().filter(Node.Conv.class::isInstance).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        Node last = all.get(all.size() - 1);
        Node shown = takesMeansOfMaps() ? node(means().inputs().get(0)) : activation(last);
        return List.of(site(all.get(0), activation(all.get(0))), site(last, shown));
    }

    /** Whether the last layer takes the means of maps, so that these say what speaks for which class. */
    public boolean takesMeansOfMaps() {
        return means() instanceof Node.GlobalPool;
    }

    private Node means() {
        return node(node(OUTPUT).inputs().get(0));
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
     * A node's size.
     *
     * @param shape what it gives for one image
     * @param parameters trainable ones
     * @param multiplyAdds multiplications, each with its addition, in convolutions and dense layers
     */
    record Size(Shape shape, long parameters, long multiplyAdds) {
        static Size free(Shape shape) {
            return new Size(shape, 0, 0);
        }
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
