package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Inspection;
import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NonFiniteException;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one looks at before a long training (Karpathy, "A recipe for training neural networks", 2019), on fresh networks
 * that are thrown away.
 *
 * @param classes number of classes
 * @param firstLoss mean loss of the first batch before any step, in nats
 * @param byHeart how the training images of a handful were learnt
 * @param layers one a layer with weights, in order
 * @param units one a hidden activation function, in order
 * @param trueLabels how as many steps on a larger batch went
 * @param shuffledLabels the same with the labels in another order
 */
public record SanityChecks(
        int classes,
        double firstLoss,
        Course byHeart,
        List<Layer> layers,
        List<Units> units,
        Course trueLabels,
        Course shuffledLabels) {

    private static final int BY_HEART = 20;
    private static final int BY_HEART_STEPS = 150;
    private static final int SHUFFLED_STEPS = 30;
    private static final float SATURATED = 0.99f;

    /**
     * Some steps on the same images.
     *
     * @param images how many
     * @param losses mean loss before each step, in nats
     * @param accuracy share of right answers in the last
     */
    public record Course(int images, List<Double> losses, double accuracy) {

        /** The mean over all steps. */
        public double mean() {
            return losses.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        /** The last loss; NaN where none was finite. */
        public double last() {
            return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
        }
    }

    /**
     * A layer's first step.
     *
     * @param name the layer
     * @param weights L2 norm of its weights
     * @param gradient L2 norm of their gradient of the mean loss
     * @param ratio L2 norm of the change over that of the weights; about a thousandth is usual
     */
    public record Layer(String name, double weights, double gradient, double ratio) {}

    /**
     * The outputs of an activation function over a batch.
     *
     * @param name its node
     * @param channels channels or features
     * @param dead those of them that are 0 for all images, or for tanh within a hundredth of its ends
     * @param share share of all values that are so
     */
    public record Units(String name, int channels, int dead, double share) {}

    /**
     * Does them all.
     *
     * @param told is told which one begins
     */
    public static SanityChecks of(TrainConfig config, DataSets data, Consumer<String> told) {
        return of(config, data, BY_HEART_STEPS, SHUFFLED_STEPS, told);
    }

    /** With so many steps for each course. */
    static SanityChecks of(TrainConfig config, DataSets data, int byHeartSteps, int labelSteps, Consumer<String> told) {
        TrainConfig plain = config.with(Setting.SCHEDULE, Schedule.CONSTANT);
        int count = Math.min(config.batchSize(), data.train().size());
        Batch batch = first(data, count);
        told.accept("the first loss, the first step and the activations of a batch of " + count);
        List<Layer> layers = new ArrayList<>();
        List<Units> units;
        double firstLoss;
        try (Network network = network(plain, data)) {
            Inspection inside = new Inspection(network);
            units = units(network, batch.images());
            Map<String, INDArray> gradients = inside.gradients(batch.images(), batch.labels());
            Map<String, INDArray> before = inside.parameters();
            firstLoss = network.fit(batch.images(), batch.labels()).meanLoss();
            Map<String, INDArray> after = inside.parameters();
            before.forEach((name, weights) -> {
                if (name.endsWith("_W")) {
                    double norm = norm(weights);
                    double change = norm(of(after, name).sub(weights));
                    layers.add(new Layer(
                            name.replaceFirst("_W$", ""), norm, norm(of(gradients, name)) / count, change / norm));
                }
            });
        }
        told.accept("learning " + BY_HEART + " images by heart");
        Batch few = first(data, Math.min(BY_HEART, data.train().size()));
        Course byHeart = course(plain, data, few.images(), few.labels(), byHeartSteps);
        told.accept("learning true and shuffled labels of " + count + " images");
        Course trueLabels = course(plain, data, batch.images(), batch.labels(), labelSteps);
        Course shuffled = course(plain, data, batch.images(), batch.labels().shuffled(config.seed()), labelSteps);
        int classes = data.card().classes().size();
        return new SanityChecks(classes, firstLoss, byHeart, layers, units, trueLabels, shuffled);
    }

    private static Network network(TrainConfig config, DataSets data) {
        LearningRate rate = new LearningRate(Schedule.CONSTANT, config.learningRate(), BY_HEART_STEPS);
        return Networks.fresh(config, data, rate);
    }

    /** Images that are spread over the training set, so that all classes are among them. */
    private static Batch first(DataSets data, int count) {
        ImageSet all = data.train();
        int[] indices = IntStream.range(0, count)
                .map(k -> (int) ((long) k * all.size() / count))
                .toArray();
        return Batch.of(all.select(indices), data.card().normalisation());
    }

    private static Course course(TrainConfig config, DataSets data, INDArray images, Labels labels, int steps) {
        List<Double> losses = new ArrayList<>();
        double accuracy = 0;
        try (Network network = network(config, data)) {
            for (int step = 0; step < steps; step++) {
                BatchScore score = network.fit(images, labels);
                losses.add(score.meanLoss());
                accuracy = score.accuracy();
            }
        } catch (NonFiniteException e) {
            losses.add(Double.NaN);
        }
        return new Course(labels.size(), List.copyOf(losses), accuracy);
    }

    private static List<Units> units(Network network, INDArray images) {
        Map<String, INDArray> activations = network.activations(images);
        List<Units> units = new ArrayList<>();
        for (Node node : network.net().nodes()) {
            if (node instanceof Node.Activate activate) {
                units.add(units(node.name(), activate.function(), of(activations, node.name())));
            } else if (node instanceof Node.Dense dense && dense.function() != null) {
                units.add(units(node.name(), dense.function(), of(activations, node.name())));
            }
        }
        return units;
    }

    /** Of outputs (n, channels, ...). */
    private static Units units(String name, Activation function, INDArray outputs) {
        int images = (int) outputs.size(0);
        int channels = (int) outputs.size(1);
        float[] values = outputs.dup('c').data().asFloat();
        int each = values.length / images / channels;
        boolean[] alive = new boolean[channels];
        long off = 0;
        for (int k = 0; k < values.length; k++) {
            boolean dead = function == Activation.RELU ? values[k] == 0 : Math.abs(values[k]) > SATURATED;
            off += dead ? 1 : 0;
            alive[k / each % channels] |= !dead;
        }
        int dead = (int) IntStream.range(0, channels).filter(c -> !alive[c]).count();
        return new Units(name, channels, dead, (double) off / values.length);
    }

    private static INDArray of(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static double norm(INDArray values) {
        return values.norm2Number().doubleValue();
    }

    /** What is odd, one sentence each; empty where nothing is. */
    public List<String> oddities() {
        List<String> odd = new ArrayList<>();
        double guessing = Math.log(classes);
        if (!(firstLoss < 2 * guessing)) {
            odd.add(String.format(
                    Locale.ROOT,
                    "the first loss, %.3f, is far above %.3f, that of guessing: weights are too large at the start, or"
                            + " images are not scaled",
                    firstLoss,
                    guessing));
        }
        if (!(byHeart.accuracy() > 0.99)) {
            odd.add("the network does not learn " + byHeart.images() + " images by heart in "
                    + byHeart.losses().size() + " steps: try another --learning-rate (./cifar-lab lr-find)");
        }
        layers.stream()
                .filter(layer -> !(layer.gradient() > 0))
                .forEach(layer -> odd.add("no gradient reaches the weights of " + layer.name()));
        layers.stream()
                .filter(layer -> layer.ratio() > 0.1)
                .findFirst()
                .ifPresent(layer -> odd.add("the first step changes the weights of " + layer.name()
                        + " by more than a tenth: try a smaller --learning-rate, or a warm-up"));
        units.stream()
                .filter(unit -> 2 * unit.dead() > unit.channels())
                .forEach(unit -> odd.add("more than half of the units of " + unit.name() + " are dead at the start"));
        if (!(trueLabels.mean() < shuffledLabels.mean())) {
            odd.add("shuffled labels are learnt as fast as true ones: see whether the labels belong to the images");
        }
        return odd;
    }
}
