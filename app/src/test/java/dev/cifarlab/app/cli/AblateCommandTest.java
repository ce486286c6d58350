package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblateCommandTest {

    private static final String SMALL = "ablate --model=mlp --data=synthetic --train-limit=40 --test-limit=20"
            + " --batch-size=20 --epochs=1 --optimizer=sgd --learning-rate=0.01 --augment=flip,shift=2 --seeds=0,1"
            + " --precision=auto ";

    @TempDir
    private Path folder;

    private Session session(String flags) {
        return Session.of((SMALL + flags + "--out=" + folder.resolve("parts")).split(" +", -1));
    }

    @Test
    void eachPartIsTakenAwayOnceAndFinishedRunsStay() throws IOException {
        Session first = session("");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("variants:    all, without optimizer, without flip, without shift")
                .containsPattern("all +2 +[0-9.]+ % +[0-9.]+ % +\\+0.00 ");
        List<String> table = Files.readAllLines(folder.resolve("parts/ablation.csv"));
        assertThat(table).hasSize(5);
        assertThat(table.get(1)).startsWith("all,2,0.").contains(",0.0000,");
        Path run = folder.resolve("parts/without-flip_seed-1");
        assertThat(Files.readString(run.resolve("config.yaml")))
                .contains("augment: \"shift=2:zero\"", "seed: 1")
                .containsPattern("precision: (bf16|float32)");
        assertThat(Files.readString(folder.resolve("parts/without-optimizer_seed-0/config.yaml")))
                .contains("optimizer: adam", "learning-rate: 0.001");
        FileTime written = Files.getLastModifiedTime(run.resolve("metrics.csv"));
        Session again = session("");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.getLastModifiedTime(run.resolve("metrics.csv"))).isEqualTo(written);
        assertThat(Files.readAllLines(folder.resolve("parts/ablation.csv"))).isEqualTo(table);
        assertThat(session("--normalise ").err()).contains("has other settings");
    }

    @Test
    void defaultsHaveNoPartsAndSeedsAreGivenOnce() {
        assertThat(Session.of("ablate", "--out=" + folder.resolve("none")).err())
                .startsWith("cifar-lab: recipe: these settings are the defaults");
        assertThat(session("--seed=3 ").exitCode()).isEqualTo(2);
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
