package dev.cifarlab.app.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Stem;
import dev.cifarlab.app.settings.UserException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetTest {

    private static final Shape IMAGES = Shape.maps(3, 32, 32);

    private static Net net(ModelKind model) {
        return Architecture.of(model).net(IMAGES, 10, Activation.RELU, Stem.AUTO);
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void everyModelHasANetThatFitsOddImagesToo(ModelKind model) {
        Net net = Architecture.of(model).net(Shape.maps(1, 13, 9), 3, Activation.TANH, Stem.AUTO);
        assertThat(net.shape(Net.OUTPUT)).isEqualTo(Shape.features(3));
        assertThat(net.nodes().get(0)).isEqualTo(new Node.Input(Net.INPUT, Shape.maps(1, 13, 9)));
        assertThat(net.parameters()).isPositive();
    }

    /** 0.56 billion, as published for this stem: 9 x 3 x 64 x 1024 + 4 x 9 x 64 x 64 x 1024 + ... */
    @Test
    void resNet18CostsWhatIsPublished() {
        Net net = net(ModelKind.RESNET18);
        assertThat(net.multiplyAdds()).isEqualTo(555_422_720);
        assertThat(net.parameters("conv1")).isEqualTo(27 * 64);
        assertThat(net.parameters("conv1_bn")).isEqualTo(2 * 64);
        assertThat(net.parameters(Net.OUTPUT)).isEqualTo(512 * 10 + 10);
        assertThat(net.shape("stage2_block1_shortcut")).isEqualTo(Shape.maps(128, 16, 16));
        assertThat(net.users("act1").stream().map(Node::name))
                .containsExactly("stage1_block1_conv1", "stage1_block1_add");
    }

    @Test
    void thePerceptronMultipliesEachWeightOnce() {
        Net net = net(ModelKind.MLP);
        long biases = net.shape("hidden1").values() * 2 + 10;
        assertThat(net.multiplyAdds()).isEqualTo(net.parameters() - biases);
        assertThat(net.firstAndLastConvolution()).isEmpty();
    }

    /** No other width comes nearer to the ResNet-18's number, whatever the images and classes. */
    @ParameterizedTest
    @CsvSource({"3, 32, 10", "1, 28, 10", "3, 64, 200", "4, 8, 2"})
    void thePerceptronIsAsNearToTheResNetAsItGets(int channels, int size, int classes) {
        Shape images = Shape.maps(channels, size, size);
        long width = Mlp.width(images, classes);
        assertThat(distance(images, width, classes))
                .isLessThanOrEqualTo(distance(images, width - 1, classes))
                .isLessThanOrEqualTo(distance(images, width + 1, classes));
    }

    private static long distance(Shape images, long width, int classes) {
        long parameters = (images.values() + 1) * width + (width + 1) * width + (width + 1) * classes;
        return Math.abs(parameters - Mlp.target(images));
    }

    /** 576 weights of the first convolution for each of the two channels that are gone. */
    @Test
    void networksOfGreyImagesHaveFewerParameters() {
        Shape grey = Shape.maps(1, 32, 32);
        Net resNet = Architecture.of(ModelKind.RESNET18).net(grey, 10, Activation.RELU, Stem.AUTO);
        assertThat(resNet.parameters()).isEqualTo(11_172_810).isEqualTo(Mlp.target(grey));
        assertThat(Mlp.width(grey, 10)).isEqualTo(2_864);
    }

    /**
     * A convolution of 4 filters over 3 x 8 x 8, an activation, means, and a layer of 2: 256 + 256 + 4 + 2 values, of
     * which backward passes read those of the activation and the means.
     */
    @Test
    void whatATrainingKeepsOfAnImageIsCountedFromWhatTheNodesGive() {
        NetBuilder builder = new NetBuilder(Shape.maps(3, 8, 8));
        builder.activate("act", builder.conv("conv", Net.INPUT, 4, 3, 1), Activation.RELU);
        Net net = builder.output(builder.pool("pool", "act"), 2);
        long ahead = 6 * 4 * 192;
        assertThat(net.trainingBytes(Precision.FLOAT32)).isEqualTo(ahead + 4 * (256 + 4 + 256 / 2));
        assertThat(net.trainingBytes(Precision.BF16)).isEqualTo(ahead + 2 * (256 + 4 + 256 / 2));
        assertThat(net.trainingBytes()).isEqualTo(ahead + 4 * (11 * (192 + 256 + 256 + 4 + 2) / 4));
        assertThat(net.multiplyAdds("conv")).isEqualTo(4 * 27 * 64);
        assertThat(net.multiplyAdds("act")).isZero();
    }

    /** Those of torchvision's resnet18 at 224 pixels, whose multiplications are published as 1.81 billion. */
    @Test
    void theImageNetStemHalvesTwice() {
        Net net =
                Architecture.of(ModelKind.RESNET18).net(Shape.maps(3, 224, 224), 1000, Activation.RELU, Stem.IMAGENET);
        assertThat(net.shape("conv1")).isEqualTo(Shape.maps(64, 112, 112));
        assertThat(net.shape("maxpool")).isEqualTo(Shape.maps(64, 56, 56));
        assertThat(net.shape("stage4_block2_act2")).isEqualTo(Shape.maps(512, 7, 7));
        assertThat(net.parameters()).isEqualTo(11_689_512);
        assertThat(net.multiplyAdds()).isEqualTo(1_814_073_344L);
        assertThat(net.firstAndLastConvolution().get(0)).isEqualTo(new Net.Site("conv1", "conv1_bn", "act1"));
    }

    @Test
    void theResNetsMapsAreThoseAtItsEnds() {
        assertThat(net(ModelKind.RESNET18).firstAndLastConvolution())
                .containsExactly(
                        new Net.Site("conv1", "conv1_bn", "act1"),
                        new Net.Site("stage4_block2_conv2", "stage4_block2_add", "stage4_block2_act2"));
    }

    @Test
    void withoutMeansOfMapsNoneSpeakForAClass() {
        NetBuilder net = new NetBuilder(IMAGES);
        net.conv("conv", Net.INPUT, 4, 3, 1);
        Net whole = net.output("conv", 10);
        assertThat(whole.takesMeansOfMaps()).isFalse();
        assertThat(whole.firstAndLastConvolution())
                .containsOnly(new Net.Site("conv", "conv", "conv"))
                .hasSize(2);
        assertThat(net(ModelKind.AIRBENCH).firstAndLastConvolution())
                .containsExactly(
                        new Net.Site("whiten", "whiten", "act"),
                        new Net.Site("stage3_conv2", "stage3_bn2", "stage3_act2"));
        assertThat(net(ModelKind.RESNET18).takesMeansOfMaps()).isTrue();
    }

    /** As --freeze counts them. */
    @Test
    void stagesAreNumberedUpwards() {
        NetBuilder net = new NetBuilder(IMAGES);
        String x = net.conv("stage2_conv", net.conv("stage1_conv", Net.INPUT, 4, 3, 1), 4, 3, 1);
        String hidden = net.dense("hidden1", x, 10, null);
        assertThatThrownBy(() -> net.output(hidden, 10))
                .hasMessage("network: node 'hidden1' does not fit: stages are numbered upwards, and stage 2 stands"
                        + " before it");
        NetBuilder single = new NetBuilder(IMAGES);
        Net one = single.output(single.dense("hidden1", Net.INPUT, 4, null), 10);
        assertThatThrownBy(() -> one.firstStages(2)).hasMessage("freeze: 2 is too many; this network has 1 stage");
    }

    @Test
    void withoutActivationsTheConvolutionItselfIsShown() {
        NetBuilder net = new NetBuilder(IMAGES);
        net.add(new Node.MaxPool("max", net.conv("conv", Net.INPUT, 4, 3, 1), 2, 2, 0));
        assertThat(net.output(net.pool("pool", "max"), 10).firstAndLastConvolution())
                .containsExactly(new Net.Site("conv", "conv", "conv"), new Net.Site("conv", "max", "max"));
    }

    @Test
    void windowsAreCountedWithPaddingAndStride() {
        NetBuilder net = new NetBuilder(Shape.maps(2, 7, 10));
        net.add(new Node.Conv("a", Net.INPUT, 5, 3, 2, 0));
        net.add(new Node.MaxPool("b", "a", 3, 2, 1));
        assertThat(net.shape("a")).isEqualTo(Shape.maps(5, 3, 4));
        assertThat(net.shape("b")).isEqualTo(Shape.maps(5, 2, 2)).hasToString("5x2x2");
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit(net -> net.conv("c", "nowhere", 4, 3, 1), "node 'c' does not fit: there is no node 'nowhere'"),
                misfit(net -> net.conv("row", "row", 4, 3, 1), "there is a node of that name already"),
                misfit(net -> net.conv("c", "row", 4, 3, 1), "it takes maps, and 'row' gives 6 features"),
                misfit(net -> net.norm("n", "row"), "it takes maps"),
                misfit(net -> net.pool("p", "row"), "it takes maps"),
                misfit(net -> net.sum("s", "row", "maps"), "it adds 6 features and 4x8x8"),
                misfit(net -> net.sum("s", "maps", "maps"), "it adds 'maps' to itself"),
                misfit(net -> net.add(new Node.Conv("c", "maps", 4, 11, 1, 1)), "it would give 4x0x0"),
                misfit(net -> net.add(new Node.Conv("c", "maps", 4, 3, 0, 1)), "too small"),
                misfit(net -> net.conv("c", "maps", 0, 3, 1), "it would give 0x8x8"),
                misfit(net -> net.add(new Node.MaxPool("m", "maps", 2, 2, 2)), "more than half of its window"),
                misfit(net -> net.add(new Node.Input("more", IMAGES)), "images come first, and once"),
                misfit(net -> net.dense(Net.OUTPUT, "maps", 3, null), "and no other, is 'logits'"),
                misfit(net -> net.output("row", 3), "node 'maps' does not fit: no other takes from it"));
    }

    private static Arguments misfit(Consumer<NetBuilder> addition, String message) {
        return Arguments.of(addition, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("misfits")
    void whatDoesNotFitIsRefusedInALine(Consumer<NetBuilder> addition, String message) {
        NetBuilder net = new NetBuilder(Shape.maps(3, 8, 8));
        net.conv("maps", Net.INPUT, 4, 3, 1);
        net.dense("row", Net.INPUT, 6, Activation.TANH);
        assertThatThrownBy(() -> addition.accept(net))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("network: node '");
    }

    @Test
    void rowsAndMapsAreToldApart() {
        assertThat(List.of(Shape.maps(5, 1, 1).isMaps(), Shape.features(5).isMaps()))
                .containsExactly(true, false);
        assertThat(Shape.maps(5, 1, 1)).isNotEqualTo(Shape.features(5));
        assertThat(Shape.maps(3, 4, 5).values()).isEqualTo(60);
    }
}
