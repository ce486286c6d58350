package dev.cifarlab.app.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Specs;
import dev.cifarlab.app.backend.UpdateRule;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same weights under other names, and what does not fit. */
class WeightMatchTest {

    private static final String KERNEL = "layer1.0.conv1.weight";

    private static Network trained;
    private static INDArray images;
    private static INDArray logits;

    @BeforeAll
    static void train() {
        trained = Specs.network(ModelKind.RESNET18, Activation.RELU);
        trained.fit(Specs.images(8, 3), Specs.labels(8));
        images = Specs.images(4, 9);
        logits = trained.logits(images);
    }

    @AfterAll
    static void close() {
        trained.close();
    }

    private static MapSource arrays(WeightNames names) {
        return MapSource.of(new NamedArrays("a run", trained, names, Map.of()));
    }

    private static Network fresh() {
        Network network = Specs.network(ModelKind.RESNET18, Activation.RELU);
        network.fit(Specs.images(8, 5), Specs.labels(8));
        return network;
    }

    private static void assertSameAnswers(ArraySource source) {
        try (Network network = fresh()) {
            assertThat(network.logits(images)).isNotEqualTo(logits);
            WeightMatch match = WeightMatch.of(source, network.net());
            assertThat(match.differences()).isEmpty();
            match.requireAll().into(network);
            assertThat(network.logits(images)).isEqualTo(logits);
        }
    }

    @ParameterizedTest
    @EnumSource(WeightNames.class)
    void bothConventionsAreToldApart(WeightNames names) {
        assertSameAnswers(arrays(names));
        try (Network network = fresh()) {
            assertThat(WeightMatch.of(arrays(names), network.net()).names()).isEqualTo(names);
        }
    }

    @Test
    void whatAllNamesHaveInFrontAndCountersOfBatchesDoNotMatter() {
        MapSource wrapped = arrays(WeightNames.KUANGLIU).renamed(name -> "module." + name);
        assertSameAnswers(wrapped.with("module.bn1.num_batches_tracked", List.of(), 3));
    }

    @Test
    void theNamesAreThoseOfPyTorchsNetworks() {
        assertThat(arrays(WeightNames.TORCHVISION).shapes())
                .hasSize(102)
                .containsEntry("conv1.weight", List.of(64L, 3L, 3L, 3L))
                .containsEntry("bn1.running_mean", List.of(64L))
                .containsEntry("layer1.0.conv1.weight", List.of(64L, 64L, 3L, 3L))
                .containsEntry("layer1.1.bn2.bias", List.of(64L))
                .containsEntry("layer2.0.downsample.0.weight", List.of(128L, 64L, 1L, 1L))
                .containsEntry("layer2.0.downsample.1.running_var", List.of(128L))
                .containsEntry("fc.weight", List.of(10L, 512L))
                .containsEntry("fc.bias", List.of(10L));
        assertThat(arrays(WeightNames.KUANGLIU).shapes())
                .hasSize(102)
                .containsKeys("layer4.0.shortcut.0.weight", "layer4.0.shortcut.1.weight", "linear.weight");
    }

    /** As {@code torchvision.models.resnet18(num_classes=10).state_dict()} has them. */
    @Test
    void torchvisionsOwnStemIsTheImageNetStem() {
        UpdateRule rule = Specs.adam();
        INDArray large = Specs.images(2, 96, 9);
        try (Network theirs = Network.create(Specs.large(Activation.RELU), rule);
                Network ours = Network.create(Specs.large(Activation.RELU), rule)) {
            theirs.fit(large, Specs.labels(2));
            MapSource arrays = MapSource.of(new NamedArrays("torch", theirs, WeightNames.TORCHVISION, Map.of()))
                    .with("bn1.num_batches_tracked", List.of(), 3);
            assertThat(arrays.shapes()).hasSize(103).containsEntry("conv1.weight", List.of(64L, 3L, 7L, 7L));
            WeightMatch.of(arrays, ours.net()).requireAll().into(ours);
            assertThat(ours.logits(large)).isEqualTo(theirs.logits(large));
        }
    }

    @Test
    void whatIsMissingOrLeftOverIsListedInALine() {
        MapSource arrays = arrays(WeightNames.TORCHVISION)
                .without("bn1.bias")
                .without("fc.bias")
                .with("layer5.weight", List.of(1L), 0);
        try (Network network = fresh()) {
            INDArray before = network.logits(images);
            WeightMatch match = WeightMatch.of(arrays, network.net());
            assertThat(match.differences()).contains("missing: bn1.bias, fc.bias; left over: layer5.weight");
            assertThatThrownBy(match::requireAll)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("a test: not the weights of this network (missing: bn1.bias");
            assertThat(network.logits(images)).isEqualTo(before);
        }
    }

    @Test
    void aLastLayerForOtherClassesStaysAsItIs() {
        MapSource arrays = arrays(WeightNames.TORCHVISION)
                .with("fc.weight", List.of(7L, 512L), new float[7 * 512])
                .with("fc.bias", List.of(7L), new float[7]);
        try (Network network = fresh()) {
            INDArray head = network.outputWeights();
            WeightMatch match = WeightMatch.of(arrays, network.net());
            assertThat(match.differences()).contains("the last layer is for 7 classes");
            match.into(network);
            assertThat(network.outputWeights()).isEqualTo(head);
            float[] kernel = new NamedArrays("", network, WeightNames.TORCHVISION, Map.of()).values(KERNEL);
            assertThat(Arrays.equals(kernel, arrays.values(KERNEL))).isTrue();
        }
    }

    @Test
    void anotherShapeIsRefused() {
        MapSource arrays = arrays(WeightNames.TORCHVISION).with("conv1.weight", List.of(64L, 3L, 7L, 7L), 0);
        assertThatThrownBy(() -> WeightMatch.of(arrays, trained.net()))
                .isInstanceOf(UserException.class)
                .hasMessage("a test: conv1.weight is 64x3x7x7, this network's is 64x3x3x3; give the weights of the"
                        + " same network and --stem");
        MapSource narrow = arrays(WeightNames.TORCHVISION).with("fc.weight", List.of(10L, 256L), 0);
        assertThatThrownBy(() -> WeightMatch.of(narrow, trained.net())).hasMessageContaining("fc.weight is 10x256");
    }

    @Test
    void anotherNetworksArraysAreRefused() {
        MapSource arrays = new MapSource().with("features.0.weight", List.of(1L), 0);
        assertThatThrownBy(() -> WeightMatch.of(arrays, trained.net()))
                .isInstanceOf(UserException.class)
                .hasMessage("a test: none of its 1 arrays is named as one of this network's (conv1.weight, bn1.weight,"
                        + " bn1.bias, bn1.running_mean and 98 more); it has features.0.weight");
    }

    @Test
    void numbersThatNothingCanBeComputedWithChangeNothing() {
        float[] kernel = arrays(WeightNames.TORCHVISION).values(KERNEL);
        kernel[17] = Float.NaN;
        float[] variances = new float[64];
        variances[3] = -1e-3f;
        List<MapSource> bad = List.of(
                arrays(WeightNames.TORCHVISION).with(KERNEL, List.of(64L, 64L, 3L, 3L), kernel),
                arrays(WeightNames.TORCHVISION).with("layer1.1.bn2.running_var", List.of(64L), variances));
        try (Network network = fresh()) {
            INDArray before = network.logits(images);
            for (MapSource source : bad) {
                WeightMatch match = WeightMatch.of(source, network.net());
                assertThatThrownBy(() -> match.into(network))
                        .isInstanceOf(UserException.class)
                        .hasMessageMatching("a test: layer1\\S+ holds (numbers that are NaN|variances below 0).*");
                assertThat(network.logits(images)).isEqualTo(before);
            }
        }
    }
}
