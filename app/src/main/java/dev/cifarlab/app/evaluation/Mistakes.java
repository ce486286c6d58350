package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.SoftmaxCrossEntropy;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.evaluation.Evaluation.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The answers of one pass over a set that are wrong with most confidence. */
public final class Mistakes {

    private static final int KEPT = 12;
    private static final Comparator<Answer> BY_PROBABILITY = Comparator.comparingDouble(Answer::probability);

    private final PriorityQueue<Answer> kept = new PriorityQueue<>(BY_PROBABILITY);
    private int seen;

    /** Begins another pass. */
    public void clear() {
        kept.clear();
        seen = 0;
    }

    /** Takes logits (n, classes) of the next n images, and their classes. */
    public void add(double[][] logits, Labels labels) {
        for (int row = 0; row < logits.length; row++) {
            int label = labels.first()[row];
            int prediction = BatchScore.largest(logits[row]);
            if (prediction != label) {
                kept.add(new Answer(seen + row, label, prediction, SoftmaxCrossEntropy.softmax(logits[row])));
            }
            if (kept.size() > KEPT) {
                kept.remove();
            }
        }
        seen += logits.length;
    }

    /** At most twelve, the most confident first. */
    public List<Answer> all() {
        return kept.stream().sorted(BY_PROBABILITY.reversed()).toList();
    }
}
