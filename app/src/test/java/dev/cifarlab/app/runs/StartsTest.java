package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartsTest {

    @TempDir
    private Path folder;

    @Test
    @SuppressWarnings("unchecked")
    void everyStartIsKept() {
        Starts starts = Starts.of(new RunFolder(folder));
        assertThat(starts.lastFacts()).isEmpty();
        starts.add(1, TrainConfig.defaults(), null);
        starts.add(4, ConfigFile.over(TrainConfig.defaults(), Map.of("epochs", "30")), null);
        List<Map<String, Object>> all =
                (List<Map<String, Object>>) JsonFile.read(starts.file()).get("starts");
        assertThat(all).extracting(start -> start.get("epoch")).containsExactly(1, 4);
        assertThat(all)
                .allSatisfy(start -> assertThat(start).containsKeys("time", "commit", "java", "backend", "settings"));
        assertThat(starts.lastSettings()).containsEntry("epochs", "30").containsEntry("learning-rate", "0.001");
        assertThat(starts.lastFacts()).containsEntry("epoch", "4").doesNotContainKey("settings");
    }

    /** Version 0.1 wrote one object. */
    @Test
    void whatAnOlderVersionWroteIsTheFirstStart() {
        Starts starts = Starts.of(new RunFolder(folder));
        JsonFile.write(starts.file(), Map.of("commit", "abc1234"));
        assertThat(starts.lastFacts()).containsEntry("commit", "abc1234");
        assertThat(starts.lastSettings()).isEmpty();
        starts.add(2, TrainConfig.defaults(), null);
        assertThat((List<?>) JsonFile.read(starts.file()).get("starts")).hasSize(2);
        assertThat(starts.file()).content().contains("abc1234");
    }

    /** Not what {@code auto} would stand for. */
    @Test
    void aStartTellsTheRouteThatItsSettingsName() {
        Starts starts = Starts.of(new RunFolder(folder));
        starts.add(1, ConfigFile.over(TrainConfig.defaults(), Map.of("convolution", "im2col")), null);
        assertThat(starts.lastFacts()).containsEntry("convolution", "im2col and OpenBLAS");
    }

    private static Path found(Path run, TrainConfig config, List<String> warnings) {
        return Objects.requireNonNull(new Starts(run.resolve("environment.json"))
                .findData(config, warnings::add)
                .dataDir());
    }

    /** The run and its data lie side by side, and are moved together. */
    @Test
    void dataAreFoundWhereTheyWereAndAsSeenFromTheRun() throws IOException {
        TrainConfig config = ConfigFile.over(TrainConfig.defaults(), Map.of("data-dir", "no-such-folder"));
        Path run = Files.createDirectories(folder.resolve("a/run"));
        Path data = Files.createDirectory(folder.resolve("a/pictures"));
        List<String> warnings = new ArrayList<>();
        assertThat(found(run, config, warnings)).isEqualTo(Path.of("no-such-folder"));
        Starts.of(new RunFolder(run)).add(1, config, data);
        assertThat(warnings).isEmpty();
        assertThat(found(run, config, warnings)).isEqualTo(data);
        assertThat(warnings)
                .containsExactly(
                        "data-dir: there is no no-such-folder here; taking " + data + ", by what the run recorded");
        Path moved = Files.move(folder.resolve("a"), folder.resolve("b"));
        assertThat(found(moved.resolve("run"), config, warnings)).isEqualTo(moved.resolve("pictures"));
        TrainConfig edited = ConfigFile.over(config, Map.of("data-dir", "another"));
        assertThat(found(moved.resolve("run"), edited, warnings)).isEqualTo(Path.of("another"));
        TrainConfig there = ConfigFile.over(config, Map.of("data-dir", folder.toString()));
        assertThat(found(moved.resolve("run"), there, warnings)).isEqualTo(folder);
        assertThat(warnings).hasSize(2);
        assertThat(new Starts(moved.resolve("run/environment.json")).lastFacts())
                .doesNotContainKeys("data_folder", "data_folder_from_run");
    }

    @Test
    void aChangedTreeIsToldBehindTheCommit() {
        Properties git = new Properties();
        assertThat(Environment.commit(git)).isEqualTo("unknown");
        git.setProperty("git.commit.id.abbrev", "abc1234");
        git.setProperty("git.dirty", "false");
        assertThat(Environment.commit(git)).isEqualTo("abc1234");
        git.setProperty("git.dirty", "true");
        assertThat(Environment.commit(git)).isEqualTo("abc1234-dirty");
    }
}
