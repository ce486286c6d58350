package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.NetBuilder;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.settings.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small nets of all kinds of nodes, wired by chance: whatever has no user yet is summed or made features of. */
final class RandomNets {

    private final Random random;
    private final Activation function;
    private final NetBuilder net = new NetBuilder(Shape.maps(3, 8, 8));
    private final List<String> open = new ArrayList<>(List.of(Net.INPUT));
    private final List<String> all = new ArrayList<>(List.of(Net.INPUT));
    private int count;

    private RandomNets(long seed, Activation function) {
        this.random = new Random(seed);
        this.function = function;
    }

    /** The same for the same seed. */
    static Net of(long seed, Activation function) {
        return new RandomNets(seed, function).build();
    }

    private Net build() {
        int wanted = 4 + random.nextInt(9);
        while (count < wanted) {
            addOne();
        }
        while (open.size() > 1) {
            join(open.get(0), open.get(1));
        }
        return net.output(open.get(0), 10);
    }

    private void addOne() {
        // mostly what was added last, so that nets are deep, too
        List<String> from = random.nextInt(3) == 0 ? all : open;
        String x = from.get(from.size() - 1 - random.nextInt(Math.min(2, from.size())));
        Shape shape = net.shape(x);
        int kind = random.nextInt(10);
        if (kind == 0) {
            added(new Node.Dense(name("dense"), x, 7 + random.nextInt(3), random.nextBoolean() ? function : null), x);
        } else if (kind < 3) {
            addFunction(x);
        } else if (kind < 5) {
            addSum(x);
        } else if (!shape.isMaps()) {
            added(new Node.Dense(name("dense"), x, 8, null), x);
        } else if (kind == 5) {
            int window = 2 + random.nextInt(2);
            added(
                    random.nextInt(3) == 0
                            ? new Node.GlobalPool(name("pool"), x)
                            : new Node.MaxPool(name("max"), x, window, 1 + random.nextInt(2), 1),
                    x);
        } else if (kind < 8) {
            addConvolution(x);
        } else {
            added(new Node.BatchNorm(name("norm"), x), x);
        }
    }

    private void addFunction(String x) {
        boolean scales = random.nextInt(4) == 0;
        added(scales ? new Node.Scale(name("scale"), x, -0.7) : new Node.Activate(name("act"), x, function), x);
    }

    private void addConvolution(String x) {
        int kernel = 1 + 2 * random.nextInt(2);
        int filters = 4 + random.nextInt(2);
        Node.Start start = random.nextBoolean() ? Node.Start.DRAWN : Node.Start.IDENTITY;
        added(new Node.Conv(name("conv"), x, filters, kernel, 1 + random.nextInt(2), kernel / 2, start), x);
    }

    private void addSum(String x) {
        List<String> alike = all.stream()
                .filter(other -> !other.equals(x) && net.shape(other).equals(net.shape(x)))
                .toList();
        if (!alike.isEmpty()) {
            String other = alike.get(random.nextInt(alike.size()));
            boolean swapped = random.nextBoolean();
            added(new Node.Add(name("add"), swapped ? other : x, swapped ? x : other), x, other);
        }
    }

    private void join(String first, String second) {
        if (net.shape(first).equals(net.shape(second))) {
            added(new Node.Add(name("add"), first, second), first, second);
            return;
        }
        for (String x : List.of(first, second)) {
            if (!net.shape(x).equals(Shape.features(6))) {
                added(new Node.Dense(name("dense"), x, 6, random.nextBoolean() ? function : null), x);
            }
        }
    }

    private String name(String kind) {
        return kind + ++count;
    }

    private void added(Node node, String... users) {
        net.add(node);
        all.add(node.name());
        open.removeAll(List.of(users));
        open.add(node.name());
    }
}
