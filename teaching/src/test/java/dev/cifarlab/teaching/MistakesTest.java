package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grader of the grader: every wrong version gets its own message, and the right one all marks. */
class MistakesTest {

    static Stream<Arguments> mistakes() {
        return Subject.ALL.stream()
                .flatMap(subject -> subject.mistakes().stream().map(mistake -> Arguments.of(subject, mistake)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    <S> void aWrongVersionGetsItsOwnMessageAndNoOther(Subject<S> subject, Mistake<S> mistake) {
        List<Mark> wrong = new Marker(1, 10)
                .marks(subject, mistake.version()).stream()
                        .filter(mark -> !mark.output().isEmpty())
                        .toList();
        assertThat(wrong)
                .as(mistake.message())
                .anyMatch(mark -> mark.output().startsWith(mistake.message()))
                .allMatch(mark -> mark.output().startsWith(mistake.message())
                        || mark.output().startsWith("stopped: "));
        assertThat(wrong.stream().anyMatch(mark -> mark.score() < mark.maxScore()))
                .isEqualTo(mistake.costs());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20})
    void theRightVersionGetsAllMarks(int seed) {
        for (Subject<?> subject : Subject.ALL) {
            assertThat(marksOfRight(subject, seed)).allMatch(mark -> mark.score() == mark.maxScore());
        }
    }

    private static <S> List<Mark> marksOfRight(Subject<S> subject, int seed) {
        return new Marker(seed, 10).marks(subject, subject.right());
    }
}
