package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.backend.BatchScore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

    /** What the library hands to a terminal of some width. */
    private static List<String> lines(int width, String name, int batches, int done, String figures) {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(batches)
                .setRenderer(new ProgressLine())
                .setConsumer(new DelegatingProgressBarConsumer(lines::add, width))
                .build()) {
            bar.setExtraMessage(figures);
            bar.stepTo(done);
        }
        return lines;
    }

    @Test
    void everythingFitsInto80Columns() {
        String figures = ProgressLine.figures(new BatchScore(4460.8, 1083, 2560), 2560, 82.5)
                + ProgressLine.timeLeft(82.5, 20, 371);
        List<String> lines = lines(80, "epoch 3/25", 391, 20, figures);
        assertThat(lines).isNotEmpty().allMatch(line -> line.length() == 80);
        assertThat(lines.get(lines.size() - 1))
                .startsWith("epoch 3/25 [=")
                .endsWith("] 20/391 loss 1.743, acc 42.3 %, 31 img/s, 25:30 left");
    }

    @Test
    void theLargestNumbersLeaveTheBarOutBeforeAnythingElse() {
        String figures = ProgressLine.figures(new BatchScore(123_456, 10_000, 10_000), 99_999, 1)
                + ProgressLine.timeLeft(86_000, 1, 1);
        List<String> lines = lines(80, "epoch 1000/1000", 50_000, 49_999, figures);
        assertThat(lines.get(lines.size() - 1))
                .hasSize(80)
                .contains("49999/50000 loss 12.346, acc 100.0 %, 99999 img/s, 23:53 h");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 200})
    void noLineIsWiderThanTheTerminal(int width) {
        assertThat(lines(width, "epoch 1/2", 10, 5, "loss 1.000, acc 10.0 %, 12 img/s, 0:01 left"))
                .isNotEmpty()
                .allMatch(line -> line.length() == width);
    }

    @Test
    void theBarGrowsToItsFullLength() {
        assertThat(lines(24, "epoch 1/2", 4, 2, "").toString()).contains("epoch 1/2 [====    ] 2/4");
        assertThat(lines(24, "epoch 1/2", 4, 4, "").toString()).contains("epoch 1/2 [========] 4/4");
    }

    @Test
    void timeLeftIsInMinutesAndSecondsOrHours() {
        assertThat(ProgressLine.timeLeft(10, 5, 3)).isEqualTo(", 0:06 left");
        assertThat(ProgressLine.timeLeft(10, 1, 65)).isEqualTo(", 10:50 left");
        assertThat(ProgressLine.timeLeft(60, 1, 65)).isEqualTo(", 1:05 h left");
        assertThat(ProgressLine.timeLeft(60, 1, 0)).isEqualTo(", 0:00 left");
    }
}
