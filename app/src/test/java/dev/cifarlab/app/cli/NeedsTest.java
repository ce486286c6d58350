package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.cli.Needs.Need;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is prepared for which command. */
class NeedsTest {

    private static List<Need> of(String... words) {
        CommandLine command = Main.commandLine(words);
        return Main.needs(command.parseArgs(words).asCommandLineList().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "train, BACKEND",
        "search, BACKEND",
        "study, BACKEND",
        "quickstart, BACKEND",
        "evaluate RUN, BACKEND",
        "export RUN, BACKEND",
        "predict RUN cat.png, BACKEND",
        "summary, BACKEND",
        "check, BACKEND",
        "ablate --out OUT, BACKEND",
        "lr-find, BACKEND",
        "figures RUN, BACKEND PICTURES",
        "data, ''",
        "compare ONE TWO, ''",
        "report STUDY, ''",
        "doctor, ''"
    })
    void aCommandSaysWhatItNeeds(String words, String needs) {
        assertThat(of(words.split(" ", -1)).stream().map(Need::name).toList())
                .isEqualTo(Arrays.stream(needs.split(" "))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @Test
    void helpNeedsNothing() {
        assertThat(of("train", "--help")).isEmpty();
    }
}
