package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CheckCommandTest {

    private static final String SMALL =
            "check --model=mlp --data=synthetic --train-limit=100 --test-limit=10 --batch-size=50 --normalise ";

    @TempDir
    private Path folder;

    private Session session(String flags) {
        return Session.of((SMALL + flags + " --out=" + folder.resolve("check")).split(" +", -1));
    }

    @Test
    void itLeavesAPageAndSaysThatAllIsWell() throws IOException {
        Session session = session("--learning-rate=0.0003");
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("ln 10 = 2.3026", "by heart:    20 images", "100.0 % right", "page: ");
        assertThat(Files.readString(folder.resolve("check/check.html")))
                .contains("All checks passed.", "20 pictures by heart", "hidden2", "Dead units", "Shuffled labels");
        assertThat(session("").exitCode()).as("the folder is there").isEqualTo(2);
    }

    @Test
    void whatIsOddIsWarnedOfAndEndsWithOne() throws IOException {
        Session session = session("--learning-rate=1e-12");
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("warning: the network does not learn 20 images by heart");
        assertThat(Files.readString(folder.resolve("check/check.html")))
                .contains("The network does not learn 20 images");
    }
}
