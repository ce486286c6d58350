package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cifarlab.teaching.Students.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A course's own marks, seed and wrong versions. */
class CourseTest {

    private static final String STEP = "w.sub(grads.get(\"d\" + name).mul(learningRate))";
    private static final String HALF =
            "w.sub(grads.get(\"d\" + name).mul(learningRate / 2).mul(grads.get(\"d\" + name)))";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void course() throws IOException {
        Files.writeString(folder.resolve("course.yaml"), """
                seed: 7
                1.6 update: 9
                "1.4 loss: probabilities of 0 and 1": 0
                Squared.java: update takes the square of the gradient
                """);
        Files.writeString(folder.resolve("Squared.java"), Students.with(STEP, HALF));
        file = Files.createDirectory(folder.resolve("student")).resolve("Solution.java");
    }

    @Test
    void itsMarksAndMessagesAreGiven() throws IOException {
        Files.writeString(file, Students.with(STEP, HALF));
        Answer answer = Students.grade("--course", folder, "--json", file);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        JsonNode tests = new ObjectMapper().readTree(answer.out()).get("tests");
        JsonNode update = tests.findParents("name").stream()
                .filter(test -> test.get("name").asText().equals("1.6 update"))
                .findFirst()
                .orElseThrow();
        assertThat(update.get("max_score").asInt()).isEqualTo(9);
        assertThat(update.get("score").asDouble()).isLessThan(5);
        assertThat(update.get("output").asText()).startsWith("update takes the square of the gradient (");
    }

    @Test
    void itsSeedDrawsTheInputs() throws IOException {
        Files.writeString(file, Students.with("/ p.size(0)", "/ p.size(0) + 1"));
        String drawn = Students.grade("--course", folder, file).out();
        assertThat(drawn).endsWith(" in all\n").contains(" of 57  in all").contains("1.4 loss");
        assertThat(Students.grade("--course", folder, "--seed", 7, file).out()).isEqualTo(drawn);
        assertThat(Students.grade("--course", folder, "--seed", 8, file).out()).isNotEqualTo(drawn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.7 other: 3|'1.7 other' is neither seed, nor an exercise's name in the table, nor a Java file in",
                "None.java: none|'None.java' is neither",
                "1.6 update: -1|1.6 update: '-1' is not a whole number from 0 on",
                "Empty.java: no class|Empty.java: none of its classes implements an interface",
                "Broken.java: no class|Broken.java: does not compile: Broken.java:1:",
            })
    void whatItCannotUseIsNamed(String line, String message) throws IOException {
        Files.writeString(file, Students.right());
        Files.writeString(folder.resolve("Empty.java"), "class Empty {}\n");
        Files.writeString(folder.resolve("Broken.java"), "class Broken {\n");
        Files.writeString(folder.resolve("course.yaml"), line + "\n");
        Answer answer = Students.grade("--course", folder, file);
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains(message).hasLineCount(1);
    }
}
