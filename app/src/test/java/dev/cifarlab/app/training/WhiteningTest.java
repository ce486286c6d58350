package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.TrainConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class WhiteningTest {

    private static INDArray maps(TrainConfig config, DataSets data) {
        try (Network network = Networks.fresh(config, data, new LearningRate(Schedule.CONSTANT, 0.1, 10))) {
            Batch all = Batch.of(data.train(), data.card().normalisation());
            return network.activations(all.images())
                    .get("whiten")
                    .permute(1, 0, 2, 3)
                    .dup('c');
        }
    }

    /** Of all patches, as fewer images than are asked for are there. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatTheKernelGivesIsUncorrelated(String normalise) {
        TrainConfig config = TestData.config(1, "model", "airbench", "normalise", normalise);
        INDArray maps = maps(config, TestData.data(config));
        long filters = maps.size(0);
        INDArray rows = maps.reshape(filters, maps.length() / filters);
        INDArray moments = rows.mmul(rows.transpose()).divi(rows.size(1));
        assertThat(filters).isEqualTo(24);
        for (int row = 0; row < filters; row++) {
            assertThat(moments.getDouble(row, row)).isBetween(0.0, 1.001);
            for (int column = 0; column < row; column++) {
                double expected = row - column == 12 ? -moments.getDouble(row, row) : 0;
                assertThat(moments.getDouble(row, column)).isCloseTo(expected, within(2e-3));
            }
        }
        assertThat(moments.getDouble(0, 0)).isGreaterThan(0.99); // the largest eigenvalue is far above the floor
    }
}
