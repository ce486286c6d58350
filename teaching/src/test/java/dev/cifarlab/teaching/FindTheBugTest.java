package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exercises of docs/find-the-bug.md: the grader says what their solutions say. */
class FindTheBugTest {

    private static final Path PAGE = Path.of("../docs/find-the-bug.md");
    private static final Pattern EXERCISE =
            Pattern.compile("## (\\d+)\\. (\\w+)\\.(\\w+)\n\n```python\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @BeforeAll
    static void numpy() throws Exception {
        PythonTest.numpy();
    }

    static List<MatchResult> exercises() throws IOException {
        return EXERCISE.matcher(Files.readString(PAGE)).results().toList();
    }

    @Test
    void eachHasItsSolution() throws IOException {
        assertThat(Files.readString(PAGE)
                        .split("\n## Solutions\n", -1)[1]
                        .trim()
                        .lines())
                .hasSameSizeAs(exercises())
                .hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theGraderNamesTheBug(MatchResult exercise) throws IOException {
        String method = exercise.group(4).indent(2).stripTrailing();
        String text = Pattern.compile(
                        "(class " + exercise.group(2) + "\\(.*?)  def " + exercise.group(3)
                                + "\\(.*?(?=\n\n+(  def|class|def) )",
                        Pattern.DOTALL)
                .matcher(Students.text("/python/solution.py.txt"))
                .replaceFirst(right -> Matcher.quoteReplacement(right.group(1) + method));
        assertThat(text).contains(method);
        Path file = Files.writeString(folder.resolve("solution.py"), text);
        String solution = Files.readString(PAGE)
                .split("\n" + exercise.group(1) + "\\. ", -1)[1]
                .lines()
                .findFirst()
                .orElseThrow();
        List<String> told = new Grading(1, 10, 512, null)
                .marks(file, new PythonSetup(List.of(PythonTest.PYTHON), Map.of())).stream()
                        .filter(mark -> mark.score() < mark.maxScore())
                        .map(Mark::output)
                        .toList();
        assertThat(told).isNotEmpty().allMatch(output -> output.startsWith(solution));
    }
}
