package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.settings.Activation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes oneDNN computes in one pass: a node takes over those behind it that take from it alone. When training,
 * batch normalisation takes a ReLU, and a sum its activation function. In inference a convolution takes its
 * normalisation, whose folded weights do both, then the sum at its end, for which it waits, and the function behind.
 */
final class Fusion {

    /**
     * A node and what it does besides.
     *
     * @param node what computes
     * @param inputs names of what it takes, the convolution's addend last
     * @param norm the normalisation that is folded into its weights
     * @param function the activation function behind
     * @param output the name of the last node that was taken over, or its own: what others take from it
     */
    record Part(
            Node node,
            List<String> inputs,
            Node.@Nullable BatchNorm norm,
            @Nullable Activation function,
            String output) {}

    private final Net net;
    private final boolean training;
    private final List<Part> parts = new ArrayList<>();
    private final Set<Node> taken = new HashSet<>();

    private Fusion(Net net, boolean training) {
        this.net = net;
        this.training = training;
    }

    /** A net in parts, in the order in which {@code nodes} are to be computed; without the images. */
    static List<Part> of(Net net, List<Node> nodes, boolean training) {
        Fusion fusion = new Fusion(net, training);
        for (Node node : nodes) {
            if (!(node instanceof Node.Input) && !fusion.taken.contains(node)) {
                fusion.add(node);
            }
        }
        return fusion.parts;
    }

    private void add(Node node) {
        if (node instanceof Node.Conv conv && !training) {
            addConvolution(conv);
        } else if (node instanceof Node.Add sum) {
            addSum(sum);
        } else if (node instanceof Node.BatchNorm && function(node) == Activation.RELU) {
            addPart(node, node.inputs(), null, node);
        } else {
            parts.add(new Part(node, node.inputs(), null, null, node.name()));
        }
    }

    /** Adds a node that ends with another, and the activation function behind that. */
    private void addPart(Node node, List<String> inputs, Node.@Nullable BatchNorm norm, Node end) {
        Activation function = function(end);
        String output = end.name();
        if (function != null) {
            Node activation = net.users(end.name()).get(0);
            taken.add(activation);
            output = activation.name();
        }
        parts.add(new Part(node, inputs, norm, function, output));
    }

    private void addConvolution(Node.Conv conv) {
        Node.BatchNorm norm = norm(conv);
        Node end = norm == null ? conv : norm;
        if (norm != null) {
            taken.add(norm);
        }
        boolean waits = soleUser(end) instanceof Node.Add sum && conv.equals(branch(sum));
        if (!waits) {
            addPart(conv, conv.inputs(), norm, end);
        }
    }

    private void addSum(Node.Add sum) {
        Node.Conv conv = training ? null : branch(sum);
        if (conv == null) {
            addPart(sum, sum.inputs(), null, sum);
            return;
        }
        Node.BatchNorm norm = norm(conv);
        String end = norm == null ? conv.name() : norm.name();
        String addend = sum.first().equals(end) ? sum.second() : sum.first();
        addPart(conv, List.of(conv.input(), addend), norm, sum);
    }

    /** The convolution that adds itself to the other input of a sum; the first where both could. */
    private Node.@Nullable Conv branch(Node.Add sum) {
        Node.Conv first = branch(sum.first());
        return first == null ? branch(sum.second()) : first;
    }

    private Node.@Nullable Conv branch(String name) {
        Node end = net.node(name);
        if (soleUser(end) == null) {
            return null;
        }
        Node start = end instanceof Node.BatchNorm norm ? net.node(norm.input()) : end;
        return start instanceof Node.Conv conv && (start.equals(end) || soleUser(conv) != null) ? conv : null;
    }

    private Node.@Nullable BatchNorm norm(Node.Conv conv) {
        return soleUser(conv) instanceof Node.BatchNorm norm ? norm : null;
    }

    private @Nullable Activation function(Node node) {
        return soleUser(node) instanceof Node.Activate activate ? activate.function() : null;
    }

    private @Nullable Node soleUser(Node node) {
        List<Node> users = net.users(node.name());
        return users.size() == 1 ? users.get(0) : null;
    }
}
