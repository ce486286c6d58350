package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class VanishedFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aRunWhoseFolderIsMovedStopsWithASentenceAndItsCheckpointLoads() throws Exception {
        Path run = folder.resolve("run");
        Path moved = folder.resolve("moved");
        String line =
                "train --model=mlp --data=synthetic --train-limit=100 --test-limit=20 --batch-size=10 --epochs=500"
                        + " --optimizer=sgd --out=" + run;
        try (Child child = Child.start(folder.resolve("output"), line.split(" ", -1))) {
            Path checkpoint = run.resolve("checkpoints/epoch-0001.ckpt");
            assertThat(child.waitUntil(() -> Files.exists(checkpoint)))
                    .as(child.output())
                    .isTrue();
            Files.move(run, moved);
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
            List<String> said = child.output()
                    .lines()
                    .filter(text -> text.contains("cifar-lab: "))
                    .toList();
            assertThat(said).singleElement().asString().contains(run.toString(), "No such file or directory");
            assertThat(child.output()).doesNotContain("Exception", "\tat ");
        }
        Session evaluated = Session.of("evaluate", moved.toString());
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("weights of epoch:");
    }
}
