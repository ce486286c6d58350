package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cifarlab.teaching.Students.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command, with processes of its own. */
class GradeCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aRightSolutionGetsAllMarksAndGradescopeItsForm() throws IOException {
        Files.writeString(folder.resolve("Solution.java"), Students.right());
        Files.writeString(folder.resolve("Extra.java"), Students.text("/Extra.java.txt"));
        Answer answer = Students.grade("--json", folder);
        assertThat(answer.exitCode()).isZero();
        JsonNode tests = new ObjectMapper().readTree(answer.out()).get("tests");
        assertThat(tests).hasSize(44).allSatisfy(test -> {
            assertThat(test.fieldNames()).toIterable().containsExactly("name", "score", "max_score", "output");
            assertThat(test.get("score").asDouble())
                    .isEqualTo(test.get("max_score").asDouble());
        });
    }

    @Test
    void theStarterCompilesAndHasNoMarksYet() throws IOException {
        Answer written = Students.grade("--starter", folder.resolve("new"));
        assertThat(written.exitCode()).isZero();
        assertThat(Students.grade("--starter", folder.resolve("new")).err())
                .contains("Solution.java is there already, and is left as it is");
        assertThat(Students.grade("--starter", folder.resolve("new/Solution.java"))
                        .err())
                .contains("new/Solution.java is there already");
        Answer answer = Students.grade(folder.resolve("new"));
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("0.00 of  1  1.2 softmax")
                .contains("UnsupportedOperationException: a blank (Solution.java:")
                .endsWith(" 0.00 of 50  in all, 0.00 of them extra\n");
    }

    @Test
    void anEndlessProcessIsEnded() throws IOException {
        String text = Students.with(
                "class Mlp implements StudentMlp {",
                "class Mlp implements StudentMlp {" + " static { for (int k = 0; k >= 0; k = 1 - k) { } }");
        Path file = Files.writeString(folder.resolve("Solution.java"), text);
        Answer answer = Students.grade("--time-limit", "0.6", file);
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("stopped after 0.6 s: an endless loop?")
                .contains("not run: the time is used up")
                .endsWith("20.00 of 50  in all\n");
    }

    @Test
    void arraysWithoutEndEndInOneExercise() throws IOException {
        String text = Students.with(
                "return -Transforms.log",
                "Map<Integer, INDArray> kept = new LinkedHashMap<>();"
                        + " while (kept.size() >= 0) { kept.put(kept.size(), Nd4j.zeros(DataType.DOUBLE, 4000000)); }"
                        + " return -Transforms.log");
        Path file = Files.writeString(folder.resolve("Solution.java"), text);
        Answer answer = Students.grade("--memory-limit", "64", file);
        assertThat(answer.out())
                .contains("0.00 of  2  1.4 loss\n             stopped: no memory is left\n")
                .endsWith("46.00 of 50  in all\n");
    }

    @Test
    void whatDoesNotCompileGetsNoMarksAndTheFirstError() throws IOException {
        Path file = Files.writeString(folder.resolve("Solution.java"), "class A {\n  int a = b;\n}\n");
        Answer answer = Students.grade(file);
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("does not compile: Solution.java:2: cannot find symbol symbol: variable b")
                .endsWith(" 0.00 of 50  in all\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "absent.java|absent.java: there is no such file or folder",
                ".|no Java or Python file; ./cifar-lab grade --starter DIR writes one to begin with",
                "--seed=x|Invalid value for option '--seed'",
                "--seed=-1 .|--seed is at least 0",
                "--json|name a Java or Python file or a folder",
            })
    void wrongUsageIsOneLine(String words, String message) {
        Object[] arguments = words.replace(" .", " " + folder).split(" ");
        if (words.equals(".")) {
            arguments = new Object[] {folder};
        }
        Answer answer = Students.grade(arguments);
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).startsWith("cifar-lab: ").contains(message).hasLineCount(1);
    }
}
