package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        starts.add(1, TrainConfig.defaults());
        starts.add(4, ConfigFile.over(TrainConfig.defaults(), Map.of("epochs", "30")));
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
        starts.add(2, TrainConfig.defaults());
        assertThat((List<?>) JsonFile.read(starts.file()).get("starts")).hasSize(2);
        assertThat(starts.file()).content().contains("abc1234");
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
