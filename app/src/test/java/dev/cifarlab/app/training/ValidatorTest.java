package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ValidatorTest {

    /** Two batches: 100 images and 30. */
    @Test
    void everyBatchIsAnsweredForAndCounted() {
        TrainConfig config = TestData.config(1, "test-limit", "130", "precision", "float32");
        DataSets data = TestData.data(config);
        List<Integer> sizes = new ArrayList<>();
        int[] pauses = {0};
        try (Network network = Networks.create(config, data.card())) {
            BatchScore[] answered = {BatchScore.EMPTY};
            BatchScore score = Validator.validate(
                    network,
                    data,
                    TestTimeAugmentation.NONE,
                    (logits, labels) -> {
                        sizes.add(logits.length);
                        answered[0] = answered[0].plus(BatchScore.of(logits, labels));
                    },
                    () -> pauses[0]++);
            assertThat(sizes).containsExactly(100, 30);
            assertThat(pauses[0]).isGreaterThanOrEqualTo(2);
            assertThat(answered[0]).isEqualTo(score);
            Batch all = Batch.of(data.validation(), data.card().normalisation());
            BatchScore expected = BatchScore.of(network.logits(all.images()).toDoubleMatrix(), all.labels());
            assertThat(score.examples()).isEqualTo(130);
            assertThat(score.correct()).isEqualTo(expected.correct());
            assertThat(score.loss()).isCloseTo(expected.loss(), Offset.offset(1e-3)); // rounding, in another batch
        }
    }
}
