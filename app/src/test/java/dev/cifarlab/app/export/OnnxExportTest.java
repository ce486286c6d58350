package dev.cifarlab.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Specs;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.weights.OnnxRuntime;
import dev.cifarlab.app.weights.PyTorch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What ONNX Runtime makes of the files. */
class OnnxExportTest {

    private static final double[] MEAN = {0.49, 0.48, 0.45};
    private static final double[] STD = {0.25, 0.24, 0.26};

    @TempDir
    private Path folder;

    private Path export(Network network, @Nullable ChannelStatistics bytes) throws IOException {
        Path file = folder.resolve("network.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            OnnxExport.write(network, bytes, "0", Map.of("classes", "[\"a\"]"), out);
        }
        return file;
    }

    private static Network trained(ModelKind model, Activation activation) {
        Network network = Specs.network(model, activation);
        network.fit(Specs.images(8, 3), Specs.labels(8));
        network.fit(Specs.images(8, 4), Specs.labels(8));
        return network;
    }

    private static double difference(INDArray actual, INDArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = Transforms.abs(expected).maxNumber().doubleValue();
        return Transforms.abs(actual.sub(expected)).maxNumber().doubleValue() / largest;
    }

    @ParameterizedTest
    @CsvSource({
        "RESNET18, RELU",
        "RESNET18, TANH",
        "WRN_16_4, RELU",
        "WRN_16_4, TANH",
        "MLP, RELU",
        "MLP, TANH",
        "AIRBENCH, RELU"
    })
    void itsLogitsAndProbabilitiesAreTheNetworks(ModelKind model, Activation activation)
            throws IOException, OrtException {
        try (Network network = trained(model, activation)) {
            Path file = export(network, null);
            INDArray images = Specs.images(5, 9);
            INDArray logits = network.logits(images);
            assertThat(difference(OnnxRuntime.output(file, images, "logits"), logits))
                    .isLessThan(1e-5);
            assertThat(difference(OnnxRuntime.output(file, images, "probabilities"), Transforms.softmax(logits)))
                    .isLessThan(1e-5);
            assertThat(difference(
                            OnnxRuntime.output(file, Specs.images(1, 8), "logits"), network.logits(Specs.images(1, 8))))
                    .isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void withTheImageNetStemItsLogitsAreTheNetworksToo(Activation activation) throws IOException, OrtException {
        try (Network network = Network.create(Specs.large(activation), Specs.adam())) {
            INDArray images = Specs.images(3, 96, 9);
            network.fit(images, Specs.labels(3));
            assertThat(difference(OnnxRuntime.output(export(network, null), images, "logits"), network.logits(images)))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void bytesAreScaledAndNormalisedInside() throws IOException, OrtException {
        try (Network network = trained(ModelKind.RESNET18, Activation.RELU)) {
            Path file = export(network, new ChannelStatistics(MEAN, STD));
            INDArray bytes = Transforms.floor(Specs.images(4, 5).mul(256));
            INDArray normalised = bytes.div(255)
                    .subi(Nd4j.createFromArray(MEAN).castTo(bytes.dataType()).reshape(1, 3, 1, 1))
                    .divi(Nd4j.createFromArray(STD).castTo(bytes.dataType()).reshape(1, 3, 1, 1));
            assertThat(difference(OnnxRuntime.output(file, bytes, "logits"), network.logits(normalised)))
                    .isLessThan(1e-5);
            assertThat(OnnxRuntime.metadata(file)).isEqualTo(Map.of("classes", "[\"a\"]"));
        }
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void passesTheCheckerOfOnnx(ModelKind model) throws IOException, InterruptedException {
        PyTorch.assume("onnx");
        try (Network network = trained(model, Activation.RELU)) {
            export(network, new ChannelStatistics(MEAN, STD));
            PyTorch.lines("import onnx; onnx.checker.check_model('network.onnx', full_check=True)", folder);
        }
    }
}
