package dev.cifarlab.teaching.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.teaching.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceByHandTest {

    private static final Pattern DECIMAL = Pattern.compile("−?\\d+\\.\\d+");

    @TempDir
    private Path folder;

    /** Exit code and what was printed. */
    private static String run(String... words) {
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed);
        int exitCode =
                Commands.line(new TraceByHand()).setOut(writer).setErr(writer).execute(words);
        return exitCode + " " + printed;
    }

    @Test
    void theDocumentsCopyIsWhatTheCommandWrites() throws IOException {
        Path page = folder.resolve("trace.html");
        assertThat(run("--out=" + page)).startsWith("0 wrote " + page);
        String written = Files.readString(page);
        String copy = Files.readString(Path.of("..", "docs", "trace.html"));
        assertThat(copy.length()).isLessThan(300_000);
        assertThat(withoutDecimals(written).equals(withoutDecimals(copy)))
                .as("docs/trace.html is what ./cifar-lab trace --out docs/trace.html writes")
                .isTrue();
        List<Double> now = decimals(written);
        List<Double> then = decimals(copy);
        assertThat(now).hasSameSizeAs(then);
        for (int k = 0; k < now.size(); k++) { // the last decimal may round differently on another processor
            assertThat(now.get(k)).isCloseTo(then.get(k), Offset.offset(1.5e-4));
        }
        assertThat(run("--out=" + page))
                .isEqualTo("2 cifar-lab: " + page + " exists; give another name or move it away\n");
    }

    private static String withoutDecimals(String html) {
        return DECIMAL.matcher(html).replaceAll("");
    }

    private static List<Double> decimals(String html) {
        Stream<String> texts = DECIMAL.matcher(html).results().map(MatchResult::group);
        return texts.map(text -> Double.parseDouble(text.replace('−', '-'))).toList();
    }

    @Test
    void kinksAreTold() throws IOException {
        Path page = folder.resolve("kinks.html");
        assertThat(run("--out=" + page, "--seed=0")).startsWith("0 ");
        assertThat(Files.readString(page))
                .contains(" gradients differ from their central differences", "class=\"kink\"");
    }

    @Test
    void sizesThatDoNotFitAreTold() {
        String out = "--out=" + folder.resolve("none.html");
        assertThat(run(out, "--hidden=13")).isEqualTo("2 cifar-lab: sizes are from 1 to 12, found 13\n");
        assertThat(run(out, "--classes=1")).contains("--classes is at least 2");
        assertThat(run(out, "--side=3")).contains("--side is at least --filter-size + 1");
        assertThat(run(out, "--activation=elu")).contains("'elu' is not known; choose one of relu, tanh, sigmoid");
        assertThat(run(out, "--hidden=x")).contains("(see: ./cifar-lab trace --help)");
        assertThat(run("--out=" + folder.resolve("none/page.html")))
                .startsWith("1 cifar-lab: ")
                .contains("cannot be written");
    }
}
