package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.Idx;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileSourceTest {

    @TempDir
    private Path folder;

    private static FileSet of(DataSource source) {
        return ((FileSource) Source.of(source)).files();
    }

    @ParameterizedTest
    @CsvSource({
        "CIFAR10, CIFAR10_DIR, cifar-10-batches-bin/test_batch.bin",
        "CIFAR100, CIFAR100_DIR, cifar-100-binary/train.bin",
        "MNIST, MNIST_DIR, mnist/train-images-idx3-ubyte.gz",
        "MNIST, MNIST_DIR, MNIST/raw/train-labels-idx1-ubyte",
        "FASHION_MNIST, FASHIONMNIST_DIR, fashion-mnist/t10k-images-idx3-ubyte.gz",
        "FASHION_MNIST, FASHIONMNIST_DIR, FashionMNIST/raw/t10k-labels-idx1-ubyte",
    })
    void eachSetHasItsVariableAndItsFolders(DataSource data, String variable, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        FileSource source = new FileSource(of(data), Map.of(variable, folder.toString()));
        assertThat(source.find(source.place(null))).contains(file.getParent());
        assertThat(source.find(file.getParent())).contains(file.getParent());
    }

    @ParameterizedTest
    @EnumSource(names = {"CIFAR10", "CIFAR100", "MNIST", "FASHION_MNIST"})
    void addressesAreEncryptedAndSumsAreWhole(DataSource data) {
        assertThat(of(data).remotes()).isNotEmpty().allSatisfy(remote -> {
            assertThat(remote.address()).hasScheme("https");
            assertThat(remote.md5()).matches("[0-9a-f]{32}");
        });
        assertThat(of(data).size()).isGreaterThan(10_000_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"CIFAR100", "MNIST", "FASHION_MNIST"})
    void aSetComesFromItsServerOnceAndIsFoundThen(DataSource data) throws IOException {
        Map<String, byte[]> served = new HashMap<>();
        if (data == DataSource.CIFAR100) {
            byte[] test = new byte[3_074];
            test[1] = 99;
            served.put("a.tar.gz", ArchiveServer.archive(Map.of("train.bin", new byte[2 * 3_074], "test.bin", test)));
        } else {
            for (Map.Entry<String, byte[]> file : Idx.files(2, 1).entrySet()) {
                served.put(file.getKey() + ".gz", Idx.packed(file.getValue()));
            }
        }
        TrainConfig config = Configs.of("data-dir", folder.resolve("new").toString(), "download", "true");
        try (ArchiveServer server = new ArchiveServer(served)) {
            FileSource source = new FileSource(small(data, server), Map.of());
            Source.Loaded loaded = source.open(config, (bytes, total) -> {});
            assertThat(loaded.train().size()).isEqualTo(2);
            assertThat(loaded.validation().size()).isEqualTo(1);
            assertThat(loaded.train().classNames()).hasSize(data.classes());
            assertThat(loaded.train().channels()).isEqualTo(data.channels());
            assertThat(source.open(config, (bytes, total) -> {}).train().digest())
                    .isEqualTo(loaded.train().digest());
            assertThat(server.ranges).hasSize(served.size());
        }
        assertThat(folder.resolve("new")).isDirectoryNotContaining("glob:**.{download,lock,partial}");
    }

    private static FileSet small(DataSource data, ArchiveServer server) {
        if (of(data) instanceof CifarFiles files) {
            return new CifarFiles(
                    data,
                    server.remote("a.tar.gz"),
                    files.folder(),
                    files.training(),
                    files.test(),
                    2,
                    1,
                    files.labels(),
                    files.classes());
        }
        IdxFiles files = (IdxFiles) of(data);
        List<FileSet.Remote> remotes = files.remotes().stream()
                .map(remote -> server.remote(remote.file()))
                .toList();
        return new IdxFiles(data, files.folders(), remotes, 2, 1, files.classes());
    }

    /** The first is whole, the second half there, and the others are not. */
    @Test
    void aDownloadOfSeveralFilesGoesOnWithTheFirstThatIsNotWhole() throws IOException {
        Map<String, byte[]> served = new HashMap<>();
        for (Map.Entry<String, byte[]> file : Idx.files(2, 1).entrySet()) {
            served.put(file.getKey() + ".gz", Idx.packed(file.getValue()));
        }
        Path parts = Files.createDirectories(folder.resolve("mnist.download"));
        String first = "train-images-idx3-ubyte.gz";
        String second = "train-labels-idx1-ubyte.gz";
        byte[] labels = Objects.requireNonNull(served.get(second));
        Files.write(parts.resolve(first), Objects.requireNonNull(served.get(first)));
        Files.write(parts.resolve(second), Arrays.copyOf(labels, 5));
        try (ArchiveServer server = new ArchiveServer(served)) {
            Path place = new Download(small(DataSource.MNIST, server), (bytes, total) -> {}).into(folder);
            assertThat(place).isEqualTo(folder.resolve("mnist"));
            assertThat(place.resolve(second)).hasBinaryContent(labels);
            assertThat(server.ranges).isEqualTo(List.of("bytes=5-", "null", "null"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CIFAR10, data_batch_1, CIFAR-10 as Python pickles it",
        "CIFAR10, cifar-10-batches-py/test_batch, CIFAR-10 as Python pickles it",
        "CIFAR100, cifar-100-python/train, CIFAR-100 as Python pickles it",
        "CIFAR100, meta, CIFAR-100 as Python pickles it",
        "MNIST, mnist/test-00000-of-00001.parquet, 'Parquet, as Hugging Face keeps it'",
        "FOLDER, plain_text/train-00000-of-00001.parquet, 'Parquet, as Hugging Face keeps it'",
        "FOLDER, cifar-10-batches-py/data_batch_5, CIFAR-10 as Python pickles it",
        "FOLDER, train/0000.parquet, 'Parquet, as Hugging Face keeps it'"
    })
    void otherFormsAreNamed(DataSource data, String name, String kind) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        TrainConfig config = Configs.of("data", data.label(), "data-dir", folder.toString());
        assertThatThrownBy(() -> DataSets.load(config, (bytes, total) -> {}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file + " is " + kind)
                .hasMessageContaining("binary form")
                .hasMessageContaining("--download")
                .hasMessageNotContaining("\n");
    }
}
