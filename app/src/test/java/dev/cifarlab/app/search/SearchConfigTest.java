package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchConfigTest {

    @TempDir
    private Path folder;

    private static SearchConfig config(String seeds) {
        Grid grid = new Grid(Grid.activations("tanh"), Grid.inits("he-normal,glorot-uniform"), Grid.seeds(seeds));
        return new SearchConfig(Searches.config(5, "learning-rate", "0.25", "data-dir", "/a b"), grid, true);
    }

    @Test
    void comesBackFromItsFolder() {
        for (String seeds : List.of("0", "3,1", "-1,2,9223372036854775807")) {
            Path path = folder.resolve("seeds" + seeds);
            SearchFolder.create(path, config(seeds));
            assertThat(SearchFolder.open(path).config()).isEqualTo(config(seeds));
        }
    }

    @Test
    void overABaseAreTheSixCellsWithItsSeed() {
        SearchConfig config = SearchConfig.over(Searches.config(2, "seed", "8", "activation", "tanh"));
        assertThat(config.grid()).isEqualTo(Grid.all(8));
        assertThat(config.halving()).isFalse();
        assertThat(config).isEqualTo(SearchConfig.over(Searches.config(2, "seed", "8")));
    }

    @Test
    void aFolderThatExistsIsNotTaken() {
        assertThatThrownBy(() -> SearchFolder.create(folder, config("0")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("exists");
        assertThatThrownBy(() -> SearchFolder.open(folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a search folder");
    }

    @Test
    void missingAndUnknownKeysAreNamed() throws IOException {
        SearchFolder search = SearchFolder.create(folder.resolve("s"), config("0"));
        Path file = search.path().resolve("search.yaml");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(1, lines.size()));
        assertThatThrownBy(search::config).hasMessageContaining("search.yaml: the key 'activations' is missing");
        Files.write(file, lines);
        Files.writeString(file, Files.readString(file) + "colour: blue\n");
        assertThatThrownBy(search::config).hasMessageContaining("search.yaml: unknown key 'colour'");
    }
}
