package dev.cifarlab.app.lab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Networks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network whose logits are no numbers has no answer, not even class 0. */
class NotANumberTest {

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void isNoAnswer(float bias) {
        TrainConfig config = Configs.of(
                "model", "mlp", "data", "synthetic", "train-limit", "16", "test-limit", "20", "batch-size", "8");
        DataSets data = DataSets.load(config, (bytes, total) -> {});
        Network network = Networks.create(config, data.card());
        NetworkState state = network.state();
        state.parameters()[state.parameters().length - 1] = bias;
        network.restore(state);
        ChannelStatistics normalisation = ChannelStatistics.of(data.train());
        assertThatThrownBy(() -> Evaluation.of(network, data.validation(), normalisation, TestTimeAugmentation.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("answers are NaN or infinite");
        TrainedNetwork trained =
                new TrainedNetwork(new RunFolder(Path.of("none")), data.card(), network, 1, (bytes, total) -> {});
        assertThatThrownBy(() -> trained.likeliest(List.of(data.validation().image(0)), 3, TestTimeAugmentation.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("answers are NaN or infinite");
    }
}
