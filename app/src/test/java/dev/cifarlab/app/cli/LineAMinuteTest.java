package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What becomes of a bar in a log file. */
class LineAMinuteTest {

    private final AtomicLong seconds = new AtomicLong();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LineAMinute lines = new LineAMinute(
            new PrintStream(printed, true, StandardCharsets.UTF_8), () -> seconds.get() * 1_000_000_000);

    @Test
    void aLineIsPrintedOnceAMinuteAndWhereItIsAskedFor() {
        lines.accept("at once   ");
        lines.soon();
        lines.accept("  asked for   ");
        lines.accept("again");
        for (int k = 0; k < 150; k++) {
            seconds.incrementAndGet();
            lines.accept("after " + k);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("asked for", "after 59", "after 119");
    }
}
