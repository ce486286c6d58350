package dev.cifarlab.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.report.StudyReport;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of run folders that were written by hand: nothing is trained. */
class AssemblyTest {

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private RunFolder run(String name, int epochs, String... pairs) {
        RunFolder run = RunFolder.create(
                folder.resolve("runs").resolve(name),
                Configs.over(Configs.of("epochs", "2", "precision", "float32"), pairs));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            run.metrics().append(new EpochMetrics(epoch, 2, 0.3, 1.8, 0.5 + 0.01 * name.length(), 0.001, 10, 30));
        }
        JsonFile.write(run.file("scores.json"), Map.of("data", "CIFAR-10 of /x: 7 training, 3 validation images"));
        JsonFile.write(
                run.file("environment.json"),
                Map.of("starts", List.of(Map.of("device", "machine of " + name, "threads", "8", "commit", "abc"))));
        return run;
    }

    private StudyFolder assembled(String out) {
        return Assembly.of(folder.resolve(out), List.of(folder.resolve("runs")), warnings::add);
    }

    @Test
    void runsOfSeveralMachinesBecomeAStudyThatSaysWhatRanWhere() throws IOException {
        run("relu", 2, "data-dir", "/elsewhere");
        run("tanh-bf16", 2, "activation", "tanh", "precision", "bf16");
        run("mlp", 2, "model", "mlp");
        run("mlp-seed-1", 2, "model", "mlp", "seed", "1", "fit", "squash"); // says nothing of CIFAR-10's images
        run("unfinished", 1, "init", "he-normal");
        StudyFolder study = assembled("study");
        assertThat(warnings).singleElement().asString().endsWith("unfinished: 1 of 2 epochs are done; left out");
        assertThat(study.search().results())
                .extracting(result -> result.cell().name())
                .containsExactly("relu_glorot-normal_seed-0", "tanh_glorot-normal_seed-0");
        assertThat(study.search().results())
                .extracting(CellResult::validationAccuracy)
                .containsExactly(0.54, 0.59);
        assertThat(study.mlp().results()).hasSize(2);
        StudyReport.write(study);
        assertThat(Files.readString(study.file("report.html")))
                .contains("What ran where", "<td>bf16</td><td>machine of tanh-bf16</td><td>8</td><td>abc</td>")
                .contains("<td>float32</td><td>machine of relu</td>", "machine of mlp-seed-1")
                .contains("Missing: the trainings that have not ended yet: ReLU, Glorot uniform, seed 0")
                .contains("56.50 ± 4.95 %"); // the MLP, by the name of its run 53 and 60 %
        assertThat(Files.readString(study.search().path().resolve("search.yaml")))
                .doesNotContain("/elsewhere");
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        run("a", 2);
        run("b", 2, "activation", "tanh", "train-limit", "100");
        assertThatThrownBy(() -> assembled("study"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train-limit is 100, but 0 in");
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void eachCellIsThereOnceAndOfOneNetwork() {
        run("a", 2);
        RunFolder again = run("b", 2, "precision", "bf16");
        assertThatThrownBy(() -> assembled("one")).hasMessageContaining("b: another run of relu_glorot-normal_seed-0");
        assertThat(folder.resolve("one")).doesNotExist();
        assertThatThrownBy(() -> Assembly.of(folder.resolve("two"), List.of(folder.resolve("nothing")), warnings::add))
                .hasMessageContaining("not a run folder");
        run("c", 2, "model", "wrn-16-4", "seed", "1");
        assertThatThrownBy(() -> Assembly.of(
                        folder.resolve("three"), List.of(again.path(), folder.resolve("runs/c")), warnings::add))
                .hasMessageContaining("is another network than");
        run("e", 2, "stem", "imagenet", "seed", "2");
        assertThatThrownBy(() -> Assembly.of(
                        folder.resolve("three"), List.of(again.path(), folder.resolve("runs/e")), warnings::add))
                .hasMessageContaining("e: is another network than");
        run("d", 2, "model", "mlp");
        assertThatThrownBy(() -> Assembly.of(folder.resolve("four"), List.of(folder.resolve("runs/d")), warnings::add))
                .hasMessageContaining("no finished run of a convolutional network");
    }
}
