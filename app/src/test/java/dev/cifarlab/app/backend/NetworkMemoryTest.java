package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.Settled;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Stem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What networks hold outside of the JVM's heap, and what happens where there is no more. */
@Tag("slow")
class NetworkMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    private final INDArray few = Nd4j.rand(2, 3, 8, 8);
    private final INDArray many = Nd4j.rand(256, 3, 8, 8);

    @BeforeEach
    void openMpOfNd4jFirst() {
        few.sumNumber();
    }

    static Stream<ConvolutionRoute> routes() {
        return OneDnn.available()
                ? Stream.of(ConvolutionRoute.NATIVE, ConvolutionRoute.ONEDNN)
                : Stream.of(ConvolutionRoute.NATIVE);
    }

    private static Network network(ModelKind model, ConvolutionRoute route) {
        return network(model, route, 8);
    }

    private static Network network(ModelKind model, ConvolutionRoute route, int pixels) {
        return Network.create(
                new NetworkSpec(
                        model,
                        Stem.AUTO,
                        Activation.RELU,
                        Initialization.GLOROT_NORMAL,
                        3,
                        pixels,
                        pixels,
                        10,
                        0,
                        route,
                        Precision.FLOAT32,
                        7),
                Specs.adam());
    }

    /** Trains and asks a network; the process's resident memory before it is closed. */
    private long use(Network network) {
        return use(network, few);
    }

    private static long use(Network network, INDArray images) {
        network.fit(images, Specs.labels((int) images.size(0)));
        network.logits(images);
        return Settled.beside();
    }

    /** A limit for JavaCPP's own allocations, by taking all but so much. */
    private static BytePointer allBut(long bytes) {
        assumeTrue(Pointer.maxBytes() > 0, "there is a limit");
        return new BytePointer(Pointer.maxBytes() - Pointer.totalBytes() - bytes);
    }

    /** Each is kept, as garbage collection would hide that it was not closed; two would not fit. */
    @ParameterizedTest
    @CsvSource({"MLP, AUTO, 10, 2, 8", "MLP, NATIVE, 3, 2, 8", "WRN_16_4, AUTO, 10, 32, 32"})
    void manyNetworksInARowNeedTheMemoryOfOne(
            ModelKind model, ConvolutionRoute route, int count, int examples, int pixels) {
        INDArray images = Nd4j.rand(examples, 3, pixels, pixels);
        List<Network> kept = new ArrayList<>();
        try (Network first = network(model, route, pixels)) {
            use(first, images); // what is loaded once is there
        }
        long before = Settled.settled();
        long blocks = Pointer.totalBytes();
        long one;
        try (Network second = network(model, route, pixels)) {
            one = use(second, images) - before;
            blocks = Pointer.totalBytes() - blocks;
        }
        // of the MLP weights, gradients, two moments: 170; of the WRN 42 and its activations;
        // less what other tests of this process left free: 85 have been left
        assertThat(one).isGreaterThan(64 * MEBIBYTE);
        try (BytePointer others = allBut(blocks * 3 / 2 + MEBIBYTE)) {
            for (int k = 0; k < count; k++) {
                try (Network network = network(model, route, pixels)) {
                    kept.add(network);
                    assertThat(use(network, images)).as("network %d", k).isLessThan(before + one * 3 / 2);
                }
                assertThat(Settled.beside()).as("after network %d", k).isLessThan(before + one / 2);
            }
        }
        assertThat(kept).hasSize(count);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aClosedNetworkRefusesToWork(ConvolutionRoute route) {
        Network network = network(ModelKind.MLP, route);
        use(network);
        network.close();
        network.close();
        assertThatThrownBy(() -> network.logits(few)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> network.fit(few, Specs.labels(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(network::state).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> network.activations(few)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whereTheBlockCannotGrowTheNetworkGoesOnWithSmallerBatches() {
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
        try (Network network = network(ModelKind.RESNET18, ConvolutionRoute.ONEDNN);
                Network untroubled = network(ModelKind.RESNET18, ConvolutionRoute.ONEDNN)) {
            use(network);
            use(untroubled);
            try (BytePointer others = allBut(4 * MEBIBYTE)) {
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThatThrownBy(() -> network.fit(many, Specs.labels(256)))
                            .isInstanceOf(OutOfMemoryError.class);
                }
            }
            try (BytePointer others = allBut(64 * MEBIBYTE)) {
                network.fit(few, Specs.labels(2));
            }
            untroubled.fit(few, Specs.labels(2));
            assertThat(network.logits(few)).isEqualTo(untroubled.logits(few));
            network.fit(many, Specs.labels(256));
            untroubled.fit(many, Specs.labels(256));
            assertThat(network.state().parameters())
                    .isEqualTo(untroubled.state().parameters());
        }
    }

    /** The weights of inference are a block of their own. */
    @Test
    void whereThePreparedWeightsDoNotFitTheyArePreparedLater() {
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
        try (Network network = network(ModelKind.RESNET18, ConvolutionRoute.ONEDNN);
                Network untroubled = network(ModelKind.RESNET18, ConvolutionRoute.ONEDNN)) {
            network.fit(few, Specs.labels(2));
            untroubled.fit(few, Specs.labels(2));
            try (BytePointer others = allBut(30 * MEBIBYTE)) {
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThatThrownBy(() -> network.logits(few)).isInstanceOf(OutOfMemoryError.class);
                }
            }
            assertThat(network.logits(few)).isEqualTo(untroubled.logits(few));
        }
    }
}
