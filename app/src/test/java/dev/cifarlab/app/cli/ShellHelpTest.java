package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell and man make of the commands. */
@DisabledOnOs(OS.WINDOWS)
class ShellHelpTest {

    @TempDir
    private Path folder;

    private String output(String... command) throws IOException, InterruptedException {
        try (Child child = Child.start(
                folder.resolve("output"), Map.of("MANWIDTH", "100", "LC_ALL", "C.UTF-8"), List.of(command))) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            return child.output();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"tra, train", "train --learn, --learning-rate", "train --tens, --tensorboard", "runs --so, --sort"})
    void bashCompletesCommandsAndFlags(String line, String completion) throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, succeeded(Session.of("completion", "bash")).out());
        String words = "./cifar-lab " + line;
        String ask = "source " + script + "; COMP_WORDS=(" + words + "); COMP_CWORD="
                + (words.split(" ").length - 1) + "; COMP_LINE='" + words + "'; COMP_POINT=" + words.length()
                + "; $(complete -p cifar-lab | sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo ${COMPREPLY[@]}";
        assertThat(output("bash", "-c", ask).split("\\s+")).contains(completion);
    }

    @Test
    void zshTakesTheSameAndNoOtherShellDoes() {
        assertThat(succeeded(Session.of("completion", "zsh")).out())
                .isEqualTo(Session.of("completion", "bash").out())
                .contains("bashcompinit");
        assertThat(Session.of("completion", "fish").err()).contains("choose one of bash, zsh");
    }

    @Test
    void manShowsEveryCommandAndSetting() throws Exception {
        String page = succeeded(Session.of("manual")).out();
        assertThat(page.lines().filter(line -> line.matches("\\s*['.].*")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|B|PP|nf|fi)( \".*\")*"));
        Set<String> commands = Main.commandLine().getSubcommands().keySet();
        assertThat(page.lines().filter(line -> line.startsWith(".SS ")).map(line -> line.replaceAll("[\\\\\"]", "")))
                .containsAll(commands.stream().map(name -> ".SS " + name).toList());
        assumeTrue(Files.exists(Path.of("/usr/bin/man")), "man is not installed");
        Path file = Files.writeString(folder.resolve("cifar-lab.1"), page);
        assertThat(output("man", "--warnings", "-l", file.toString()))
                .contains("SYNOPSIS", "--learning-rate=VALUE", "./cifar-lab train --resume runs/mlp --epochs 50")
                .contains("(default 0.001)")
                .doesNotContain("warning", "\\-");
    }
}
