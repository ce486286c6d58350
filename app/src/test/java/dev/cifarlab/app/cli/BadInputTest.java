package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever users give us ends in one clear line and the right exit code. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class BadInputTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        BadRuns.train(shared);
    }

    @AfterAll
    static void unlock() {
        BadRuns.unlock();
    }

    static Stream<BadCase> cases() {
        return Stream.of(BadSettings.cases(), BadData.cases(), BadRuns.cases()).flatMap(cases -> cases);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsInOneLine(BadCase bad) throws Exception {
        String[] line = bad.preparation().in(folder).toArray(String[]::new);
        Session session = Session.of(line);
        List<String> lines = session.err().lines().toList();
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(text -> text.startsWith("warning: "));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("cifar-lab: ")
                .contains(bad.part())
                .doesNotContain("Exception", "\tat ", "a defect", "no message", "null");
        assertThat(session.exitCode()).as(session.err()).isEqualTo(bad.exitCode());
    }

    @Test
    void areMany() {
        assertThat(cases().count()).isGreaterThanOrEqualTo(60);
        assertThat(cases().map(BadCase::name)).doesNotHaveDuplicates();
    }

    @Test
    void theStackTraceIsForThoseWhoAskForIt() {
        String[] line = {"predict", "nowhere", "nothing.png"};
        assertThat(Session.of(line).err()).doesNotContain("\tat ");
        assertThat(Session.of("--debug", line[0], line[1], line[2]).err())
                .contains("cifar-lab: nothing.png: there is no such picture", "UserException", "\tat dev.cifarlab");
        assertThat(Session.of(line[0], line[1], line[2], "--debug").err()).contains("\tat dev.cifarlab");
    }

    @Test
    void whatTheMachineLacksIsToldInASentence() {
        assertThat(Errors.explained(new OutOfMemoryError("Java heap space")))
                .hasMessageStartingWith("no memory is left (Java heap space); use fewer or smaller images");
        assertThat(Errors.explained(new UnsatisfiedLinkError("no jnind4jcpu")))
                .hasMessageContainingAll("a library cannot be loaded", "no jnind4jcpu", "./mvnw clean package");
        Error nested = new ExceptionInInitializerError(new RuntimeException(new UnsatisfiedLinkError("no library")));
        assertThat(Errors.explained(nested)).hasMessageContaining("UnsatisfiedLinkError: no library)");
        assertThat(Hints.after("M?ller.png: there is no such picture", "ANSI_X3.4-1968", 1024))
                .endsWith("set LC_ALL=C.UTF-8, or start by ./cifar-lab");
        assertThat(Hints.after("why?", "UTF-8", 1024)).isEmpty();
        assertThat(Hints.after("no such picture", "ANSI_X3.4-1968", 1024)).isEmpty();
        assertThat(Hints.after("no such picture", "UTF-8", 24))
                .endsWith("too few files can be open at a time here: ulimit -n 1024");
    }
}
