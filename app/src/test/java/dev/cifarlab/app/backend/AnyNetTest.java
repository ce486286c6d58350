package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.NetBuilder;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Nets of any shape: oneDNN's programs against the framework's layers, tensor by tensor, with the same weights. */
@ExtendWith(Bfloat16OrSkipped.class)
class AnyNetTest {

    private static final int BATCH = 6;
    private static final int NETS = 60;

    private final INDArray images = Specs.images(BATCH, 3)
            .get(all(), all(), interval(0, 8), interval(0, 8))
            .dup();
    private final Labels labels = Specs.labels(BATCH);

    @BeforeEach
    void oneDnnIsHere() {
        images.sumNumber(); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
    }

    private static Network network(Net net, ConvolutionRoute route, Precision precision) {
        NetworkSpec spec = Specs.ofImages(8, route, precision);
        UpdateRule rule = UpdateRule.of(Optimizer.SGD_OF_0_2, new LearningRate(Schedule.CONSTANT, 1e-2, 100));
        return Network.of(spec, net, rule);
    }

    /** Beyond the shapes that the architectures have. */
    static Stream<Net> nets() {
        Stream<Function<NetBuilder, String>> shapes = Stream.of(
                net -> net.conv("alone", Net.INPUT, 4, 3, 1),
                net -> net.conv("sampling", Net.INPUT, 8, 1, 2),
                net -> net.norm("norm", Net.INPUT),
                net -> net.add(new Node.MaxPool("max", Net.INPUT, 3, 2, 1)),
                net -> net.add(new Node.MaxPool("max", net.activate("act", Net.INPUT, Activation.TANH), 2, 1, 1)),
                net -> net.activate("act", net.add(new Node.MaxPool("max", Net.INPUT, 3, 1, 0)), Activation.TANH),
                net -> net.activate("act", Net.INPUT, Activation.TANH),
                net -> net.activate("act", net.pool("pool", Net.INPUT), Activation.TANH),
                net -> net.activate("act", net.dense("dense", Net.INPUT, 5, Activation.TANH), Activation.TANH),
                AnyNetTest::sumWithoutActivation,
                AnyNetTest::normBehindSum,
                AnyNetTest::convolutionOfManyUsers,
                AnyNetTest::sharedGradientLast,
                AnyNetTest::bothInputsOfASumAreConvolutions,
                AnyNetTest::sumOfFeatures);
        return shapes.map(shape -> {
            NetBuilder net = new NetBuilder(Shape.maps(3, 8, 8));
            return net.output(shape.apply(net), 10);
        });
    }

    private static String sumWithoutActivation(NetBuilder net) {
        return net.sum("add", net.norm("norm", net.conv("conv", Net.INPUT, 3, 3, 1)), Net.INPUT);
    }

    private static String normBehindSum(NetBuilder net) {
        String sum = net.sum("add", net.conv("a", Net.INPUT, 4, 3, 1), net.conv("b", Net.INPUT, 4, 1, 1));
        return net.pool("pool", net.norm("norm", sum));
    }

    private static String convolutionOfManyUsers(NetBuilder net) {
        String conv = net.conv("conv", Net.INPUT, 4, 3, 1);
        String norm = net.activate("act", net.norm("norm", conv), Activation.TANH);
        return net.sum("add2", net.sum("add1", conv, norm), net.conv("next", conv, 4, 1, 1));
    }

    /** The sum's part of the gradient of "conv" comes after the convolution's own. */
    private static String sharedGradientLast(NetBuilder net) {
        String conv = net.conv("conv", Net.INPUT, 4, 3, 1);
        String early = net.sum("early", conv, net.norm("norm", conv));
        return net.sum("late", net.conv("c1", early, 4, 3, 1), net.conv("c2", conv, 4, 3, 1));
    }

    private static String bothInputsOfASumAreConvolutions(NetBuilder net) {
        String first = net.norm("n1", net.conv("c1", Net.INPUT, 4, 3, 2));
        String second = net.norm("n2", net.conv("c2", Net.INPUT, 4, 1, 2));
        return net.activate("act", net.sum("add", first, second), Activation.TANH);
    }

    private static String sumOfFeatures(NetBuilder net) {
        return net.sum("add", net.pool("pool", Net.INPUT), net.dense("dense", Net.INPUT, 3, Activation.TANH));
    }

    @ParameterizedTest
    @MethodSource("nets")
    void aStepIsTheFrameworksWhateverTheNet(Net net) {
        compare(net, AnyNetTest::maximum, 1e-4);
    }

    @Test
    void aStepIsTheFrameworksInNetsWiredByChance() {
        LongStream.range(0, NETS)
                .forEach(seed -> compare(RandomNets.of(seed, Activation.TANH), AnyNetTest::maximum, 1e-4));
    }

    @Test
    void withReluItIsInTheMean() {
        LongStream.range(0, NETS)
                .forEach(seed -> compare(RandomNets.of(seed, Activation.RELU), AnyNetTest::length, 3e-2));
    }

    private static double maximum(INDArray values) {
        return values.amaxNumber().doubleValue();
    }

    private static double length(INDArray values) {
        return values.norm2Number().doubleValue();
    }

    private void compare(Net net, ToDoubleFunction<INDArray> norm, double bound) {
        String what = net.nodes().stream().map(Node::toString).collect(Collectors.joining("\n"));
        try (Network ours = network(net, ConvolutionRoute.ONEDNN, Precision.FLOAT32);
                Network theirs = network(net, ConvolutionRoute.NATIVE, Precision.FLOAT32)) {
            near(Map.of("logits", ours.logits(images)), Map.of("logits", theirs.logits(images)), norm, bound, what);
            for (int step = 0; step < 2; step++) {
                BatchScore a = ours.fit(images, labels);
                BatchScore n = theirs.fit(images, labels);
                assertThat(a.loss() / n.loss()).isBetween(1 - bound, 1 + bound);
                near(Parts.gradients(ours.graph()), Parts.gradients(theirs.graph()), norm, bound, what);
                theirs.graph().params().assign(ours.graph().params());
            }
            near(Map.of("logits", ours.logits(images)), Map.of("logits", theirs.logits(images)), norm, bound, what);
        }
    }

    /**
     * Relative to each tensor; to a hundredth of the largest one where a gradient is 0 but for rounding, and of running
     * statistics, which may have nowhere to go, to a tenth of the variance 1.
     */
    private static void near(
            Map<String, INDArray> ours,
            Map<String, INDArray> theirs,
            ToDoubleFunction<INDArray> norm,
            double bound,
            String what) {
        double least = theirs.values().stream().mapToDouble(norm).max().orElseThrow() / 100;
        theirs.forEach((name, n) -> {
            double scale = Math.max(name.matches(".*_(mean|var)") ? 0.1 : least, norm.applyAsDouble(n));
            double difference = norm.applyAsDouble(ours.get(name).sub(n));
            assertThat(difference / scale).as("%s of%n%s", name, what).isLessThan(bound);
        });
    }

    @Test
    void inBfloat16NetsWiredByChanceLearn() {
        for (long seed = 0; seed < NETS / 4; seed++) {
            try (Network network =
                    network(RandomNets.of(seed, Activation.TANH), ConvolutionRoute.ONEDNN, Precision.BF16)) {
                double start = network.fit(images, labels).loss();
                IntStream.range(0, 10).forEach(step -> network.fit(images, labels));
                assertThat(network.fit(images, labels).loss())
                        .as("net %d", seed)
                        .isLessThan(start);
                assertThat(Finiteness.isFinite(network.logits(images))).isTrue();
            }
        }
    }

    @Test
    void mixedLabelsTrainAlikeOnBothRoutes() {
        Labels mixed = new Labels(
                new int[] {0, 1, 2, 3, 4, 5}, new int[] {9, 1, 3, 2, 0, 7}, new double[] {0.75, 1, 0.5, 0.625, 0.25, 1
                });
        Net net = RandomNets.of(3, Activation.TANH);
        try (Network ours = network(net, ConvolutionRoute.ONEDNN, Precision.FLOAT32);
                Network theirs = network(net, ConvolutionRoute.NATIVE, Precision.FLOAT32)) {
            BatchScore a = ours.fit(images, mixed);
            BatchScore n = theirs.fit(images, mixed);
            assertThat(a.loss() / n.loss()).isBetween(1 - 1e-5, 1 + 1e-5);
            assertThat(a.loss())
                    .isNotEqualTo(network(net, ConvolutionRoute.ONEDNN, Precision.FLOAT32)
                            .fit(images, labels)
                            .loss());
            near(Parts.gradients(ours.graph()), Parts.gradients(theirs.graph()), AnyNetTest::maximum, 1e-4, "mixed");
        }
    }

    /** Padding of 0 would be larger than all of the values. */
    @ParameterizedTest
    @EnumSource(
            value = ConvolutionRoute.class,
            names = {"NATIVE", "IM2COL", "ONEDNN"})
    void paddingIsNeverTheLargestValue(ConvolutionRoute route) {
        NetBuilder builder = new NetBuilder(Shape.maps(3, 8, 8));
        String max = builder.add(new Node.MaxPool("max", Net.INPUT, 3, 2, 1));
        try (Network network = network(builder.output(max, 10), route, Precision.FLOAT32)) {
            INDArray negative = Nd4j.valueArrayOf(new long[] {2, 3, 8, 8}, -0.5).castTo(DataType.FLOAT);
            INDArray expected = network.outputWeights().sum(0).mul(-0.5);
            assertThat(Parts.largest(network.logits(negative).getRow(1), expected))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        try (Network network = network(RandomNets.of(2, Activation.TANH), ConvolutionRoute.AUTO, Precision.FLOAT32)) {
            for (INDArray wrong : List.of(Nd4j.rand(2, 3, 8, 9), Nd4j.rand(2, 3 * 64))) {
                assertThatThrownBy(() -> network.logits(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
