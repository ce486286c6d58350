package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.evaluation.Evaluation.Answer;
import org.junit.jupiter.api.Test;

class MistakesTest {

    @Test
    void theMostConfidentOfAPassAreKept() {
        Mistakes mistakes = new Mistakes();
        for (int batch = 0; batch < 10; batch++) {
            double[][] logits = {{batch, 0, 0}, {0, batch, 0}, {0, 0, 9 + batch}};
            mistakes.add(logits, Labels.of(1, 0, 2)); // two wrong ones in each, the third is right
        }
        assertThat(mistakes.all())
                .hasSize(12)
                .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
        Answer first = mistakes.all().get(0);
        assertThat(first.index()).isBetween(27, 28);
        assertThat(first.label()).isEqualTo(28 - first.index());
        assertThat(first.probability()).isEqualTo(1 / (1 + 2 * Math.exp(-9)), within(1e-12));
        mistakes.clear();
        mistakes.add(new double[][] {{0, 1}}, Labels.of(0));
        assertThat(mistakes.all()).extracting(Answer::index).containsExactly(0);
    }
}
