package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The app without the module {@code spark}: what it says of flags that cannot work, before anything is made. */
class EngineFlagsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--engine=flink, is not known; choose one of local",
        "--engine=spark --master=local[2], ./cifar-lab search --engine spark adds it",
        "--master=local[2], go with --engine spark",
        "--engine=local --cell-cores=2, go with --engine spark",
        "--spark-ui, go with --engine spark",
        "--spark-conf=a=b, go with --engine spark",
        "--engine=spark --cell-cores=0, --cell-cores: 0 does not work"
    })
    void wrongUsageIsToldInOneLine(String flags, String told) {
        Path out = folder.resolve("search");
        List<String> arguments = new ArrayList<>(List.of("search", "--data=synthetic", "--out=" + out));
        arguments.addAll(List.of(flags.split(" ")));
        Session session = Session.of(arguments.toArray(String[]::new));
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip()).contains(told).hasLineCount(1);
        assertThat(out).doesNotExist();
    }
}
