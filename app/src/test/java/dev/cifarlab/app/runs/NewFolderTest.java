package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {

    private static final SearchConfig SEARCH = SearchConfig.over(TrainConfig.defaults());

    @TempDir
    private Path temporary;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void nobodySeesItBeforeItIsWhole() throws IOException {
        Path path = temporary.resolve("run");
        NewFolder.make(
                path,
                made -> {
                    assertThat(path).doesNotExist();
                    assertThat(made.resolve("inner")).isDirectory();
                    AtomicFiles.write(made.resolve("settings"), "a: 1\n");
                },
                "inner");
        assertThat(path.resolve("settings")).hasContent("a: 1\n");
        assertThat(path.resolve("inner")).isDirectory();
        assertThat(names()).containsExactly("run");
    }

    /** As a kill leaves it: everything but the name. */
    @Test
    void whatAKilledProcessLeftIsInNobodysWay() throws IOException {
        Path left = Files.createDirectories(temporary.resolve(".study.partial/search/cells"));
        Files.writeString(left.resolveSibling("search.yaml"), "cut o");
        Path path = temporary.resolve("study");
        assertThat(path).doesNotExist();
        StudyFolder.create(path, "paper", SEARCH);
        assertThat(StudyFolder.open(path).preset()).isEqualTo("paper");
        assertThat(StudyFolder.open(path).search().config()).isEqualTo(SEARCH);
        assertThat(StudyFolder.open(path).mlp().config().grid().cells()).hasSize(1);
        assertThat(path.resolve("search/cells")).doesNotExist();
        assertThat(names()).containsExactly("study");
    }

    @Test
    void whatCannotBeFilledLeavesNothing() throws IOException {
        Path path = temporary.resolve("run");
        assertThatThrownBy(() -> NewFolder.make(path, made -> {
                    AtomicFiles.write(made.resolve("first"), "a: 1\n");
                    throw UserException.failed("no space");
                }))
                .hasMessage("no space");
        assertThat(names()).isEmpty();
        RunFolder.create(path, TrainConfig.defaults());
        assertThat(RunFolder.open(path).config()).isEqualTo(TrainConfig.defaults());
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        Path path = Files.createDirectory(temporary.resolve("search"));
        Files.writeString(path.resolve("mine"), "mine");
        assertThatThrownBy(() -> SearchFolder.create(path, SEARCH))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("exists; choose another --out");
        assertThat(path.resolve("mine")).hasContent("mine");
        assertThat(names()).containsExactly("search");
    }
}
