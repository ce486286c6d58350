package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedDataTest {

    private final SharedData data = new SharedData((bytes, total) -> {});

    private static TrainConfig cell(Activation activation, Initialization init, long seed) {
        return new Cell(activation, init, seed).config(Searches.config(1));
    }

    @Test
    void cellsOfOneSeedShareTheirImages() {
        DataSets first = data.of(cell(Activation.RELU, Initialization.HE_NORMAL, 0));
        assertThat(data.of(cell(Activation.TANH, Initialization.GLOROT_NORMAL, 0)))
                .isSameAs(first);
    }

    @Test
    void anotherSeedGetsTheImagesItWouldGetAlone() {
        DataSets first = data.of(cell(Activation.RELU, Initialization.HE_NORMAL, 0));
        TrainConfig other = cell(Activation.RELU, Initialization.HE_NORMAL, 1);
        DataSets second = data.of(other);
        DataSets alone = DataSets.load(other, (bytes, total) -> {});
        assertThat(second.train().digest())
                .isEqualTo(alone.train().digest())
                .isNotEqualTo(first.train().digest());
        assertThat(second.validation().digest()).isEqualTo(alone.validation().digest());
        assertThat(second.card().description()).isEqualTo(alone.card().description());
    }

    /** As where a search is gone on with from another folder than it was begun in. */
    @Test
    void aSearchFindsTheFolderThatItWasBegunWith(@TempDir Path folder) throws IOException {
        TrainConfig config = Searches.config(1, "data", "folder", "data-dir", "pictures-of-elsewhere");
        SearchFolder search = SearchFolder.create(folder.resolve("search"), SearchConfig.over(config));
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Starts starts = Starts.of(new RunFolder(search.path()));
        starts.add(0, search.config().base(), pictures);
        List<String> warnings = new ArrayList<>();
        data.serve(search, warnings::add);
        assertThat(data.folder(cell(Activation.RELU, Initialization.HE_NORMAL, 0)))
                .isNull(); // a cell without a folder has none
        assertThat(data.folder(config)).isEqualTo(pictures);
        assertThat(warnings).singleElement().asString().contains("taking " + pictures);
        Files.move(
                folder.resolve("search"),
                Files.createDirectory(folder.resolve("new")).resolve("search"));
        Files.move(pictures, folder.resolve("new/pictures"));
        data.serve(new SearchFolder(folder.resolve("new/search")), warnings::add);
        assertThat(data.folder(config)).isEqualTo(folder.resolve("new/pictures"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "data, cifar10, false",
        "data, folder, false",
        "data, synthetic, true",
        "validation, split, true",
        "train-limit, 1, true",
        "test-limit, 1, true"
    })
    void imagesOfSomeSourcesDependOnTheSeed(String key, String value, boolean depend) {
        TrainConfig all = Searches.config(1, "data", "cifar10", "train-limit", "0", "test-limit", "0", key, value);
        assertThat(DataSets.dependOnSeed(all)).isEqualTo(depend);
    }
}
