package dev.cifarlab.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Specs;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class StockExportTest {

    @TempDir
    private Path folder;

    private final INDArray images = Specs.images(4, 3);

    private Path export(Network network) throws IOException {
        Path file = folder.resolve("network.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            StockExport.write(network, out);
        }
        return file;
    }

    private static Network trained(ModelKind model, Activation activation) {
        Network network = Specs.network(model, activation);
        network.fit(Specs.images(8, 3), Specs.labels(8));
        return network;
    }

    /** Names of classes would keep programs without ours from opening it. */
    @ParameterizedTest
    @CsvSource({
        "RESNET18, RELU, stage4_block2_conv2",
        "RESNET18, TANH, stage4_block2_conv2",
        "WRN_16_4, RELU, stage3_block2_conv2",
        "WRN_16_4, TANH, stage1_block1_shortcut",
        "MLP, RELU, hidden2",
        "MLP, TANH, hidden2",
        "AIRBENCH, RELU, stage3_conv2"
    })
    void whatTheFrameworkReadsGivesTheSameProbabilitiesAndNamesNoClassOfOurs(
            ModelKind model, Activation activation, String layer) throws IOException {
        Network network = trained(model, activation);
        Path file = export(network);
        assertThat(configuration(file)).contains(layer).doesNotContain("cifarlab");
        ComputationGraph stock = ModelSerializer.restoreComputationGraph(file.toFile());
        INDArray expected = Transforms.softmax(network.logits(images));
        assertThat(Transforms.abs(stock.outputSingle(images).sub(expected))
                        .maxNumber()
                        .doubleValue())
                .isLessThan(1e-5);
    }

    private static String configuration(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] json = zip.getInputStream(zip.getEntry("configuration.json")).readAllBytes();
            return new String(json, StandardCharsets.UTF_8);
        }
    }
}
