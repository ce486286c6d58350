package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.DataCardSessionTest.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.weights.ArraySource;
import dev.cifarlab.app.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that begin with the weights of another. */
class InitialWeightsSessionTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = InterchangeSessionTest.train(shared.resolve("run"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrainingBeginsWithTheWeightsOfAFileOrARun(boolean ofRun) throws IOException {
        Path next = folder.resolve("next");
        Session session = InterchangeSessionTest.succeeded(Session.of(
                "train",
                "--weights=" + (ofRun ? run.toString() : run.resolve("network.safetensors")),
                "--model=mlp",
                "--activation=tanh",
                "--data=synthetic",
                "--normalise",
                "--train-limit=60",
                "--test-limit=40",
                "--batch-size=20",
                "--epochs=1",
                "--learning-rate=1e-12",
                "--out=" + next));
        assertThat(session.out()).contains("weights:     6 arrays from ", "named as torchvision's");
        assertThat(session.err()).doesNotContain("drawn anew");
        assertThat(InterchangeSessionTest.numbers(Session.of("evaluate", next.toString())))
                .as("after an epoch that changes nothing")
                .isEqualTo(InterchangeSessionTest.numbers(Session.of("evaluate", run.toString())));
        assertThat(Files.readString(next.resolve("config.yaml"))).contains("weights: ");
    }

    @Test
    void otherClassesGetALastLayerOfTheirOwn() throws IOException {
        for (String place : List.of("train/apple/1", "train/leaf/1", "test/apple/1", "test/leaf/1")) {
            picture(folder.resolve("data/" + place + ".png"), 0xd02010 + place.charAt(place.length() - 3));
        }
        Path ten = folder.resolve("ten");
        InterchangeSessionTest.succeeded(Session.of(("train --model=wrn-16-4 --data=synthetic --train-limit=10"
                        + " --test-limit=10 --batch-size=10 --epochs=1 --out=" + ten)
                .split(" ", -1)));
        Path two = folder.resolve("two");
        Session session = InterchangeSessionTest.succeeded(Session.of(("train --model=wrn-16-4 --data=folder --freeze=3"
                        + " --batch-size=2 --epochs=1 --weights=" + ten + " --data-dir=" + folder.resolve("data")
                        + " --out=" + two)
                .split(" ", -1)));
        assertThat(session.err() + session.out())
                .contains(
                        "weights:     68 arrays", "the last layer is for 10 classes; what is not there is drawn anew");
        Path weights = folder.resolve("two.npz");
        InterchangeSessionTest.succeeded(Session.of("export", two.toString(), "--format=npz", "--out=" + weights));
        InterchangeSessionTest.succeeded(Session.of("export", ten.toString(), "--format=npz"));
        ArraySource before = WeightFiles.open(ten.resolve("network.npz"));
        ArraySource after = WeightFiles.open(weights);
        assertThat(after.shapes()).containsEntry("fc.weight", List.of(2L, 256L));
        for (String name : List.of("conv1.weight", "layer1.0.bn2.running_var", "layer3.1.conv2.weight")) {
            assertThat(Arrays.equals(after.values(name), before.values(name)))
                    .as("%s, which is frozen", name)
                    .isTrue();
        }
        assertThat(Arrays.equals(after.values("bn.running_var"), before.values("bn.running_var")))
                .isFalse();
    }
}
