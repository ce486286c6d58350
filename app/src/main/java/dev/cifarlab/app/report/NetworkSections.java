package dev.cifarlab.app.report;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.settings.ClassWeights;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.ValidationSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the networks are, and how and on what they were trained: questions 3.1 to 3.3. */
final class NetworkSections {

    private NetworkSections() {}

    /** What a layer is called, where it is no function of every element alone. */
    private static final Node.Cases<String> KINDS = new Node.Cases<>(
            input -> "",
            conv -> conv.kernel() + "x" + conv.kernel() + " convolution",
            norm -> "",
            activate -> "",
            add -> "",
            scale -> "",
            pool -> "maximum over " + pool.window() + "x" + pool.window() + " pixels",
            pool -> "mean over pixels",
            dense -> "linear layer",
            output -> "linear layer");

    private static final String AFTER = "A block has two 3x3 convolutions without biases, each followed by batch"
            + " normalisation, with the activation function in between. The block's input is added to the second one's"
            + " normalised output, and the activation function follows the sum. Where the block halves height and width"
            + " (stride 2 in its first convolution), the input goes through a 1x1 convolution of stride 2 and batch"
            + " normalisation first, so that shapes agree.";
    private static final String BEFORE = "A block has two 3x3 convolutions without biases, each preceded by batch"
            + " normalisation and the activation function. The block's input is added to the second one's output. Where"
            + " the block changes the number of channels, or halves height and width, a 1x1 convolution of the"
            + " normalised and activated input is added instead, so that shapes agree.";

    static Section block(StudyFacts facts) {
        Net net = facts.net();
        String text = net.nodes().stream()
                .filter(Node.Add.class::isInstance)
                .findFirst()
                .map(sum -> net.users(sum.name()).get(0) instanceof Node.Activate ? AFTER : BEFORE)
                .orElse("The network has no residual blocks.");
        String tested =
                "Forward pass and gradients of the whole network are tested against one built of Deeplearning4j's"
                        + " stock layers.";
        return new Section("3.1", "The residual block", List.of(Block.paragraph(text), Block.paragraph(tested)));
    }

    static Section network(StudyFacts facts) {
        String parameters = facts.cnn()
                .scores()
                .map(RunScores::parameters)
                .filter(count -> count > 0)
                .map(count -> Words.format("Trainable parameters: %,d (running statistics not counted).", count))
                .orElse("The number of trainable parameters is missing: no training is finished yet.");
        return new Section(
                "3.2",
                String.format(
                        Locale.ROOT,
                        "%s for %2$dx%2$d images",
                        facts.cnn().title(),
                        facts.net().shape(Net.INPUT).height()),
                List.of(
                        Block.table(
                                "The layers and the shapes of what they put out",
                                List.of("part", "layers", "channels", "pixels"),
                                parts(facts.net()),
                                parameters),
                        Block.paragraph("The network's outputs are logits; softmax is a part of the loss.")));
    }

    /** A row for each part, which is what the names of its nodes begin with. */
    static List<List<String>> parts(Net net) {
        Map<String, List<Node>> parts = new LinkedHashMap<>();
        for (Node node : net.nodes()) {
            parts.computeIfAbsent(node.name().replaceFirst("_.*", ""), part -> new ArrayList<>())
                    .add(node);
        }
        List<List<String>> rows = new ArrayList<>();
        parts.forEach((part, nodes) -> {
            String layers = layers(nodes);
            Shape shape = net.shape(nodes.get(nodes.size() - 1).name());
            if (!layers.isEmpty()) {
                String pixels = shape.isMaps() ? shape.height() + "x" + shape.width() : "1";
                rows.add(List.of(part, layers, Integer.toString(shape.channels()), pixels));
            }
        });
        return rows;
    }

    /** What computes something else than a function of every element, counted by kind. */
    private static String layers(List<Node> nodes) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        nodes.stream()
                .map(node -> node.match(KINDS))
                .filter(kind -> !kind.isEmpty())
                .forEach(kind -> counts.merge(kind, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(kind -> (kind.getValue() > 1 ? kind.getValue() + " x " : "") + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    static Section training(StudyFacts facts) {
        Combination shown = facts.study().main();
        Cell main = new Cell(
                shown.activation(), shown.init(), facts.config().grid().seeds().get(0));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(method(facts.base())));
        blocks.add(Block.paragraph("Data: "
                + facts.description().orElse("missing, as no training is finished yet") + ". Pixels are scaled to 0..1"
                + (facts.base().normalise() ? ", then each channel to mean 0 and standard deviation 1." : ".")));
        blocks.add(Block.table(
                "Settings of the run that is looked at closely; the others differ in what the tables say",
                List.of("setting", "value"),
                Block.pairs(main.config(facts.base()).entries()),
                facts.dataNote()));
        Map<String, String> environment = facts.cnn().environment();
        blocks.add(
                environment.isEmpty()
                        ? Block.missing(
                                "Missing: the environment, as no training was started yet. " + facts.howToGoOn())
                        : Block.table("Environment", List.of("what", "value"), Block.pairs(environment), ""));
        List<List<String>> machines = facts.machines();
        if (!machines.isEmpty()) {
            blocks.add(Block.table(
                    "What ran where",
                    List.of("network", "combination", "seed", "precision", "processor", "threads", "commit"),
                    machines,
                    ""));
        }
        return new Section("3.3", "Training", blocks);
    }

    private static String method(TrainConfig base) {
        boolean test = base.validation() == ValidationSource.TEST;
        return Words.format(
                "Each network is trained for the same number of epochs (%d), in batches of %d%s, on the cross-entropy"
                        + " of its logits%s, by %s with a largest learning rate of %s and the schedule ‘%s’;"
                        + " augmentation: %s. After each epoch it is validated on %s. Tables give the epoch with the"
                        + " highest validation accuracy%s. Weights, order and samples depend on the seed alone, which"
                        + " is set anew before each training.",
                base.epochs(),
                base.batchSize(),
                base.accumulate() > 1 ? " (" + base.accumulate() + " of them make a step)" : "",
                base.classWeights() == ClassWeights.BALANCED ? ", weighted so that all classes count alike" : "",
                base.optimizer().label(),
                base.learningRate(),
                base.schedule().label(),
                base.augment().label(),
                test ? "the test images, as the assignment asks" : "held-out training images",
                test ? "; as it is chosen on the same images, these numbers are a little too good" : "");
    }
}
