package dev.cifarlab.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunState;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {

    /** What the issue allows of a page. */
    private static final int MOST_BYTES = 400_000;

    /** A page is written every 5 s: this is 0.5 % of the time, whatever an epoch takes. */
    private static final double MOST_SECONDS = 0.025;

    @TempDir
    private Path folder;

    private RunFolder run(String name) {
        return RunFolder.create(folder.resolve(name), TrainConfig.defaults().with(Setting.EPOCHS, 7000));
    }

    private static EpochMetrics row(int epoch) {
        return new EpochMetrics(epoch, 1.5, 0.5, 1.25, 0.4567, 0.001, 2.5, 100);
    }

    @Test
    void saysHowARunStandsAndHowToGoOn() {
        RunFolder run = run("a");
        new RunState(Phase.RUNNING, "").write(run);
        RunPage.write(run, null);
        assertThat(run.file("index.html")).content().contains("0 of 7000 epochs are done", "\"live\":true");
        run.metrics().append(row(1));
        RunPage.write(run, new Moment(2, 120, 391, 1.4, 0.55, 90, 720, false));
        assertThat(run.file("index.html"))
                .content()
                .contains("epoch 2 of 7000, batch 120 of 391, about 12.0 min left, 90.0 images/s")
                .contains("best validation accuracy 45.67 % after epoch 1")
                .contains("./cifar-lab train --resume " + run.path(), "<td>45.67 %</td>")
                .contains("[1.3069,1.4,55.0,null,null,null,90.0]");
        assertThat(run.file("state.js")).content().startsWith("cifarLab({").contains("batch 120 of 391");
        new RunState(Phase.FAILED, "the loss <b> became NaN").write(run);
        RunPage.write(run, null);
        assertThat(run.file("index.html"))
                .content()
                .contains("<b>failed</b>", "the loss &lt;b&gt; became NaN", "\"live\":false");
    }

    @Test
    void settingsThatDifferFromTheDefaultsComeFirst() throws IOException {
        RunFolder run =
                RunFolder.create(folder.resolve("a"), TrainConfig.defaults().with(Setting.WEIGHT_DECAY, 0.125));
        RunPage.write(run, null);
        String page = Files.readString(run.file("index.html"));
        assertThat(page).contains("differ from the defaults come first: 1");
        assertThat(page.indexOf("weight-decay</th><td>0.125</td><td>0"))
                .isPositive()
                .isLessThan(page.indexOf("batch-size</th><td>128</td>"));
    }

    @Test
    void aLongRunsPageStaysSmall() throws IOException {
        RunFolder run = run("a");
        StringBuilder rows = new StringBuilder("epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,"
                + "learning_rate,epoch_seconds,images_per_second\n");
        for (int epoch = 1; epoch <= 5000; epoch++) {
            rows.append(epoch).append(",1.234567,0.543210,1.345678,0.512345,0.000123,12.345,3456.78\n");
        }
        AtomicFiles.write(run.metrics().file(), rows.toString());
        RunPage.write(run, null);
        assertThat(Files.size(run.file("index.html"))).isLessThan(MOST_BYTES);
        assertThat(run.file("index.html")).content().contains("The last 300 of 5000");
    }

    @Test
    void writingCostsNextToNothing() {
        RunFolder run = run("a");
        for (int epoch = 1; epoch <= 25; epoch++) {
            run.metrics().append(row(epoch));
        }
        double least = Double.MAX_VALUE; // other tests run at the same time
        for (int k = 0; k < 30; k++) {
            long before = System.nanoTime();
            RunPage.write(run, new Moment(2, 120, 391, 1.4, 0.55, 90, 720, false));
            least = Math.min(least, (System.nanoTime() - before) / 1e9);
        }
        assertThat(least).isLessThan(MOST_SECONDS);
    }

    @Test
    void theOverviewListsRunsAndTheirStates() {
        Path runs = folder.resolve("runs");
        RunFolder mlp = RunFolder.create(runs.resolve("mlp-0"), TrainConfig.defaults());
        mlp.metrics().append(row(1));
        RunFolder failed = RunFolder.create(
                runs.resolve("sub/other"), TrainConfig.defaults().with(Setting.SEED, 7L));
        new RunState(Phase.FAILED, "out of memory").write(failed);
        OverviewPage.writeAround(mlp);
        assertThat(runs.resolve("index.html"))
                .content()
                .contains("2 runs", "1 stopped, 1 failed", "href=\"mlp-0/index.html\"", "sub/other")
                .contains("seed=7", "title=\"out of memory\"", "<td>45.67</td>", "[1,1.5,50.0,1.25,45.67,0.001,100.0]");
    }

    @Test
    void aPageThatIsNotOursIsLeftAlone() {
        RunFolder run = RunFolder.create(folder.resolve("runs/a"), TrainConfig.defaults());
        Path page = folder.resolve("runs/index.html");
        AtomicFiles.write(page, "mine");
        OverviewPage.writeAround(run);
        assertThat(page).content().isEqualTo("mine");
        assertThat(folder.resolve("index.html")).doesNotExist();
    }

    @Test
    void aRunOfAnEarlierVersionIsJudgedByItsEpochs() {
        RunFolder run =
                RunFolder.create(folder.resolve("a"), TrainConfig.defaults().with(Setting.EPOCHS, 1));
        assertThat(RunState.of(run).phase()).isEqualTo(Phase.STOPPED);
        run.metrics().append(row(1));
        assertThat(RunState.of(run).phase()).isEqualTo(Phase.ENDED);
        assertThat(RunState.of(new RunFolder(folder.resolve("none"))).phase()).isEqualTo(Phase.WAITING);
        new RunState(Phase.STOPPED, "why").write(run);
        assertThat(JsonFile.read(run.file("state.json"))).isEqualTo(Map.of("state", "stopped", "why", "why"));
    }
}
