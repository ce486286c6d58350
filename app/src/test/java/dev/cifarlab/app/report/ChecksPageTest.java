package dev.cifarlab.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.evaluation.SanityChecks;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksPageTest {

    @TempDir
    private Path folder;

    private static SanityChecks.Course course(int steps, double accuracy, double last) {
        List<Double> losses = DoubleStream.iterate(last + steps - 1, loss -> loss - 1)
                .limit(steps)
                .boxed()
                .toList();
        return new SanityChecks.Course(20, losses, accuracy);
    }

    private static SanityChecks checks(double firstLoss, double gradient, int dead, double shuffled) {
        return new SanityChecks(
                10,
                firstLoss,
                course(30, 1, 0.01),
                List.of(new SanityChecks.Layer("conv1", 3.5, gradient, 0.0012)),
                List.of(new SanityChecks.Units("act1", 64, dead, 0.5)),
                course(12, 0.9, 0.25),
                course(12, 0.1, shuffled));
    }

    private String page(SanityChecks checks) throws IOException {
        Path page = folder.resolve("check.html");
        ChecksPage.write(checks, TrainConfig.defaults(), "some <images>", page);
        return Files.readString(page);
    }

    @Test
    void aTrainingWithoutOdditiesPasses() throws IOException {
        assertThat(page(checks(2.31, 0.8, 3, 1.5)))
                .contains("All checks passed.", "some &lt;images&gt;", "2.3100", "ln 10 = 2.3026")
                .contains("<td>conv1</td><td>3.50</td><td>0.800</td><td>1.20e-03</td>")
                .contains("<td>act1</td><td>64</td><td>3</td><td>50.00 %</td>")
                .contains("<th>step</th><th>shuffled labels</th><th>true labels</th>")
                .contains("<tr><td>12</td><td>1.5000</td><td>0.2500</td></tr>", "<td>glorot-normal</td>");
    }

    @Test
    void whatIsOddStandsFirst() throws IOException {
        SanityChecks odd = checks(12, 0, 40, 0.2);
        assertThat(odd.oddities()).hasSize(4);
        assertThat(page(odd))
                .contains("The first loss, 12.000, is far above 2.303")
                .contains("No gradient reaches the weights of conv1.")
                .contains("More than half of the units of act1 are dead at the start.")
                .contains("Shuffled labels are learnt as fast as true ones")
                .doesNotContain("All checks passed");
    }
}
