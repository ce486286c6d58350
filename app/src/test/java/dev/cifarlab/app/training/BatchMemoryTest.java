package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchMemoryTest {

    private static final long GIBIBYTE = 1L << 30;

    private static TrainConfig config(String model, int batch) {
        return config(model, batch, "native");
    }

    private static TrainConfig config(String model, int batch, String route) {
        return TestData.config(
                1, "model", model, "batch-size", Integer.toString(batch), "convolution", route, "precision", "float32");
    }

    @Test
    void theDefaultBatchFitsIntoFourGibibytes() {
        assertThatCode(() -> BatchMemory.require(config("resnet18", 128), 4 * GIBIBYTE, "try"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, native, 2048, 8, 256",
        "resnet18, native, 200, 2, 64",
        "resnet18, native, 256, 4, 128",
        "resnet18, onednn, 4096, 8, 2048",
        "mlp, native, 100000, 2, 8192"
    })
    void aSizeThatFitsIsSuggested(String model, String route, int batch, int gibibytes, int suggested) {
        long free = gibibytes * GIBIBYTE;
        assertThatThrownBy(() -> BatchMemory.require(config(model, batch, route), free, "try"))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageContaining("batch-size: " + batch + " images need about ")
                .hasMessageEndingWith("try --batch-size " + suggested);
        assertThatCode(() -> BatchMemory.require(config(model, suggested, route), free, "try"))
                .doesNotThrowAnyException();
        assertThat(BatchMemory.needed(config(model, 1, route), 2 * suggested)).isGreaterThan(free);
    }

    @Test
    void whereNothingFitsNoSizeIsSuggested() {
        assertThatThrownBy(() -> BatchMemory.require(config("resnet18", 1), GIBIBYTE / 2, "try"))
                .hasMessageEndingWith("end other programs, or use a machine with more");
    }

    @Test
    void anAverageOfTheWeightsIsAnotherOfThem() {
        long without = BatchMemory.needed(TestData.config(1, "model", "mlp"), 8);
        assertThat(BatchMemory.needed(TestData.config(1, "model", "mlp", "ema", "0.99"), 8) - without)
                .isEqualTo(11_172_007L * Float.BYTES);
    }

    /** The sum of the gradients, and the images of the two batches that are made ahead, six arrays of each. */
    @Test
    void batchesThatMakeOneStepTakeASumAndImages() {
        long without = BatchMemory.needed(TestData.config(1), 8);
        long added = 4 * (11_172_007L + 6 * 2 * 32 * 3072);
        assertThat(BatchMemory.needed(TestData.config(1, "accumulate", "3"), 8) - without)
                .isEqualTo(added);
        assertThat(BatchMemory.needed(TestData.config(1, "accumulate", "3", "ema", "0.9"), 8) - without)
                .isEqualTo(added + 4 * 11_172_007L);
    }

    @Test
    void forTheDatasClassesItIsTheSame() {
        TrainConfig config = TestData.config(1, "accumulate", "3");
        assertThat(BatchMemory.neededWith(config, config.data().classes()))
                .isEqualTo(BatchMemory.needed(config, config.batchSize()));
    }

    @Test
    void whatJustFitsIsTaken() {
        TrainConfig config = config("mlp", 8);
        long needed = BatchMemory.needed(config, 8);
        assertThatCode(() -> BatchMemory.require(config, needed, "try")).doesNotThrowAnyException();
        assertThatThrownBy(() -> BatchMemory.require(config, needed - 1, "try"))
                .hasMessageContaining(
                        "need about " + (needed >> 20) + " MiB of memory, " + ((needed - 1) >> 20) + " MiB are free;");
    }

    @Test
    void offTheHeapWhatJustFitsIsTaken() {
        TrainConfig config = config("resnet18", 2, "onednn");
        long image = BatchMemory.needed(config, 2) - BatchMemory.needed(config, 1);
        assertThatCode(() -> BatchMemory.requireOffHeap(config, 2 * image, "try"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BatchMemory.requireOffHeap(config, image, "try"))
                .hasMessageEndingWith(", or try --batch-size 1");
    }

    /** A million images are more than any machine of today holds; one is not. */
    @Test
    void theMachinesOwnMemoryIsAsked() {
        TrainConfig small = config("mlp", 1, "onednn");
        TrainConfig large = config("resnet18", 1 << 20);
        assertThatCode(() -> BatchMemory.require(small)).doesNotThrowAnyException();
        assertThatCode(() -> BatchMemory.requireAgain(small)).doesNotThrowAnyException();
        assertThatThrownBy(() -> BatchMemory.require(large)).hasMessageContaining("; try --batch-size ");
        assertThatThrownBy(() -> BatchMemory.requireAgain(large))
                .hasMessageContaining("; end other programs, or start anew with --batch-size ");
    }

    /** 3.6 MB an image. JavaCPP's limit does not hold for the framework's arrays. */
    @Test
    void ourArraysAreHeldAgainstTheLimitOfJavaCpp() {
        long free = 300 << 20;
        assertThatThrownBy(() -> BatchMemory.requireOffHeap(config("resnet18", 128, "onednn"), free, "try"))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageMatching(
                        "batch-size: the arrays of 128 images need about 4\\d\\d MiB off the heap, of which 300 MiB"
                                + " may be taken; give Java more by -Dorg\\.bytedeco\\.javacpp\\.maxbytes=8\\d\\dm,"
                                + " or try --batch-size 64");
        assertThatCode(() -> BatchMemory.requireOffHeap(config("resnet18", 64, "onednn"), free, "try"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BatchMemory.requireOffHeap(config("resnet18", 1, "onednn"), 1 << 20, "try"))
                .hasMessageEndingWith("maxbytes=6m");
        assertThatCode(() -> BatchMemory.requireOffHeap(config("resnet18", 128, "native"), free, "try"))
                .doesNotThrowAnyException();
    }

    @Test
    void whatDoesNotFitAfterAllIsToldTheSameWay() {
        OutOfMemoryError error = new OutOfMemoryError("Physical memory usage is too high");
        assertThat(BatchMemory.exceeded(error, config("resnet18", 64)))
                .hasMessage("batch-size: no memory was left for 64 images (Physical memory usage is too high);"
                        + " end other programs, or start anew with --batch-size 32");
    }

    /** A run that goes on takes no {@code --batch-size}, and neither does a search. */
    @Test
    void whereTheSizeIsSettledTheAdviceIsToStartAnew() {
        assertThatThrownBy(() -> BatchMemory.require(config("resnet18", 200), 2 * GIBIBYTE, BatchMemory.ANEW))
                .hasMessageEndingWith("; end other programs, or start anew with --batch-size 64");
    }

    @Test
    void theFrameworkWritesNoCrashDump() throws IOException {
        TrainConfig config = config("mlp", 20);
        CrashReportingUtil.writeMemoryCrashDump(
                Networks.create(config, TestData.data(config).card()).graph(), new OutOfMemoryError("a test"));
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.startsWith("dl4j-memory-crash-dump"));
        }
    }
}
