package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run folders of which something is missing. */
class LoadTest {

    private static final TrainConfig CONFIG =
            TestData.config(3, "train-limit", "40", "test-limit", "20", "optimizer", "sgd", "learning-rate", "0.0001");

    private static final DataSets DATA = TestData.data(CONFIG);

    @TempDir
    private static Path shared;

    private static RunFolder trained;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private RunFolder run;

    @BeforeAll
    static void train() {
        trained = RunFolder.create(shared.resolve("trained"), CONFIG);
        new Trainer(CONFIG, DATA, trained, new TrainingListener() {}).train();
    }

    /** Checkpoints are large: they are the same files until a test puts others in their place. */
    @BeforeEach
    void copy() throws IOException {
        run = RunFolder.create(folder.resolve("run"), CONFIG);
        Files.copy(trained.metrics().file(), run.metrics().file());
        for (String name : List.of("epoch-0002.ckpt", "epoch-0003.ckpt", "best.ckpt")) {
            Files.createLink(checkpoint(name), trained.checkpoints().resolve(name));
        }
    }

    private void damage(String name) throws IOException {
        Files.delete(checkpoint(name));
        Files.write(checkpoint(name), new byte[] {1, 2, 3});
    }

    private Trainer trainer() {
        return new Trainer(CONFIG, DATA, run, new TrainingListener() {
            @Override
            public void warned(String sentence) {
                warnings.add(sentence);
            }
        });
    }

    private Path checkpoint(String name) {
        return run.checkpoints().resolve(name);
    }

    private void keepRows(int count) throws IOException {
        List<String> lines = Files.readAllLines(run.metrics().file());
        Files.write(run.metrics().file(), lines.subList(0, count + 1));
    }

    /** Has another epoch than the present best as the best, by its name in the checkpoint of the last epoch. */
    private void best(int epoch) throws Exception {
        Checkpoint last = Checkpoint.read(checkpoint("epoch-0003.ckpt"));
        Progress progress = new Progress(3, epoch, 0.5);
        Checkpoint.write(
                checkpoint("epoch-0003.ckpt"),
                last.head().network(),
                progress,
                DATA.card(),
                last.state().view());
    }

    @Test
    void withoutCheckpointsItIsRefusedAndNothingIsEmptied() throws IOException {
        for (String name : List.of("epoch-0002.ckpt", "epoch-0003.ckpt", "best.ckpt")) {
            Files.delete(checkpoint(name));
        }
        byte[] before = Files.readAllBytes(run.metrics().file());
        Trainer trainer = trainer();
        assertThatThrownBy(trainer::load)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("metrics.csv: has epochs up to 3, but there is no checkpoint")
                .hasMessageContaining("train --config");
        assertThat(run.metrics().file()).hasBinaryContent(before);
    }

    @Test
    void whereNoCheckpointIsWholeNothingIsOverwritten() throws IOException {
        for (String name : List.of("epoch-0002.ckpt", "epoch-0003.ckpt", "best.ckpt")) {
            damage(name);
        }
        byte[] before = Files.readAllBytes(run.metrics().file());
        Trainer trainer = trainer();
        assertThatThrownBy(trainer::load)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none of the checkpoints is whole");
        assertThat(run.metrics().file()).hasBinaryContent(before);
    }

    @Test
    void withoutTheRowsOfItsEpochsItIsRefused() throws IOException {
        keepRows(1);
        Trainer trainer = trainer();
        assertThatThrownBy(trainer::load)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("lacks some of the 3 epochs");
    }

    @Test
    void beforeTheFirstCheckpointItBeginsAtTheStart() throws IOException {
        for (String name : List.of("epoch-0002.ckpt", "epoch-0003.ckpt", "best.ckpt")) {
            Files.delete(checkpoint(name));
        }
        keepRows(0);
        Trainer trainer = trainer();
        trainer.load();
        assertThat(trainer.isAtStart()).isTrue();
        assertThat(trainer.nextEpoch()).isEqualTo(1);
    }

    @Test
    void goingBackIsTold() throws IOException {
        Files.delete(checkpoint("epoch-0003.ckpt"));
        Files.deleteIfExists(checkpoint("best.ckpt"));
        Trainer trainer = trainer();
        trainer.load();
        assertThat(trainer.nextEpoch()).isEqualTo(3);
        assertThat(warnings)
                .anySatisfy(warning -> assertThat(warning)
                        .contains("the newest whole checkpoint is of epoch 2 of 3; what comes after it"));
    }

    /** Whether a kill came between the two files of an epoch, or one was damaged: the best is as good as the last. */
    @Test
    void aBestCheckpointThatIsNewerIsGoneOnFrom() throws Exception {
        Files.copy(checkpoint("epoch-0003.ckpt"), checkpoint("best.ckpt"), StandardCopyOption.REPLACE_EXISTING);
        byte[] last = Files.readAllBytes(checkpoint("epoch-0003.ckpt"));
        damage("epoch-0003.ckpt");
        Trainer trainer = trainer();
        trainer.load();
        assertThat(trainer.nextEpoch()).isEqualTo(4);
        trainer.trainUntil(3, () -> {});
        assertThat(checkpoint("epoch-0003.ckpt")).hasBinaryContent(last);
        assertThat(run.metrics().read()).hasSize(3);
    }

    @Test
    void whatIsLaterThanTheOneGoneOnFromDoesNotStayInTheWay() throws IOException {
        Files.copy(checkpoint("epoch-0002.ckpt"), checkpoint("epoch-0001.ckpt"));
        for (String name : List.of("epoch-0002.ckpt", "epoch-0003.ckpt", "best.ckpt")) {
            damage(name);
        }
        Files.move(checkpoint("epoch-0001.ckpt"), checkpoint("epoch-0000.ckpt")); // older by its name than all
        Trainer trainer = trainer();
        trainer.load();
        trainer.trainUntil(2, () -> {});
        assertThat(checkpoint("epoch-0002.ckpt")).isNotEmptyFile();
        assertThat(checkpoint("epoch-0003.ckpt")).doesNotExist();
        assertThat(run.metrics().read()).hasSize(2);
    }

    @Test
    void aBestCheckpointThatIsGoneIsTold() throws Exception {
        best(1);
        Files.delete(checkpoint("best.ckpt"));
        trainer().load();
        assertThat(warnings).singleElement().asString().contains("best.ckpt is not that of the best epoch, 1");
    }

    @Test
    void aBestCheckpointThatIsGoneIsWrittenAnewWhereItCanBe() throws Exception {
        best(3);
        Files.delete(checkpoint("best.ckpt"));
        Trainer trainer = trainer();
        trainer.load();
        trainer.train();
        assertThat(warnings).isEmpty();
        assertThat(Files.mismatch(checkpoint("best.ckpt"), checkpoint("epoch-0003.ckpt")))
                .isEqualTo(-1);
    }

    @Test
    void scoresNameTheBestEpochThatHasACheckpointAfterEveryEpoch() {
        RunFolder other = RunFolder.create(folder.resolve("other"), CONFIG);
        List<Object> named = new ArrayList<>();
        List<Object> best = new ArrayList<>();
        new Trainer(CONFIG, DATA, other, new TrainingListener() {
                    @Override
                    public void epochDone(EpochMetrics metrics) {
                        named.add(JsonFile.read(other.file("scores.json")).get("best_epoch"));
                        best.add(new Checkpoints(other.checkpoints()).best().epoch());
                    }
                })
                .train();
        assertThat(named).hasSize(3).isEqualTo(best);
    }
}
