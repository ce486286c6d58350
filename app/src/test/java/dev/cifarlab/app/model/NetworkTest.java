package dev.cifarlab.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.config.Activation;
import dev.cifarlab.app.config.ModelKind;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkTest {

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void lossAtTheStartIsNearThatOfGuessing(ModelKind model) {
        BatchScore score = Specs.network(model, Activation.RELU).fit(Specs.images(32, 5), Specs.labels(32));
        assertThat(score.meanLoss()).isCloseTo(Math.log(10), Offset.offset(0.6));
        assertThat(score.examples()).isEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void overfitsOneBatch(ModelKind model) {
        Network network = Specs.network(model, Activation.RELU);
        INDArray images = Specs.images(64, 6);
        INDArray labels = Specs.labels(64);
        double accuracy = 0;
        for (int step = 0; step < 60 && accuracy <= 0.99; step++) {
            accuracy = network.fit(images, labels).accuracy();
        }
        assertThat(accuracy).isGreaterThan(0.99);
    }

    @Test
    void goesOnFromAStateAsIfNothingHadHappened() {
        INDArray images = Specs.images(8, 8);
        INDArray labels = Specs.labels(8);
        Network network = Specs.network(ModelKind.MLP, Activation.TANH);
        network.fit(images, labels);
        NetworkState state = network.state();
        network.fit(images, labels);
        Network other = Specs.network(ModelKind.MLP, Activation.TANH);
        assertThat(other.restore(state)).isTrue();
        assertThat(other.iteration()).isEqualTo(1);
        other.fit(images, labels);
        assertThat(other.state().parameters()).isEqualTo(network.state().parameters());
        assertThat(other.state().optimizer()).isEqualTo(network.state().optimizer());
    }

    @Test
    void refusesAnotherNetworksState() {
        NetworkState state = new NetworkState(1, new float[3], new float[6]);
        assertThat(Specs.network(ModelKind.MLP, Activation.RELU).restore(state)).isFalse();
    }
}
