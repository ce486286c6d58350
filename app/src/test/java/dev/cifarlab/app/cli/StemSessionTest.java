package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.numbers;
import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ResNet-18 for images of 96 pixels, which has the ImageNet stem, through all commands. */
@Tag("slow")
class StemSessionTest {

    @TempDir
    private static Path folder;

    private static String run;
    private static Session trained;

    @BeforeAll
    static void train() {
        run = folder.resolve("run").toString();
        trained = succeeded(Session.of(("train --data=synthetic --image-size=96 --train-limit=10 --test-limit=10"
                        + " --batch-size=5 --epochs=1 --out=" + run)
                .split(" ")));
    }

    @Test
    void theTrainingNamesItsStem() {
        assertThat(trained.out()).contains("network:     resnet18 (ImageNet stem), 11,181,642 trainable parameters");
        assertThat(succeeded(Session.of("evaluate", run)).out()).contains("validation accuracy:");
    }

    @Test
    void aFileSaysWhichStemItsNetworkHas() {
        String file = folder.resolve("network.safetensors").toString();
        succeeded(Session.of("export", run, "--format=safetensors", "--out=" + file));
        String ours = numbers(Session.of("evaluate", run));
        assertThat(numbers(Session.of("evaluate", file, "--data=synthetic", "--test-limit=10")))
                .isEqualTo(ours);
        assertThat(Session.of("evaluate", file, "--data=synthetic", "--stem=cifar")
                        .err())
                .contains("conv1.weight is 64x3x7x7, this network's is 64x3x3x3")
                .endsWith("--stem" + System.lineSeparator());
    }

    /** Its checkpoint has other words for a network of another stem, whose weights are no use to it. */
    @Test
    void aRunFromBeforeThereWereStemsHasThatOfCifar() throws IOException {
        Path old = folder.resolve("old");
        succeeded(Session.of(("train --data=synthetic --stem=cifar --image-size=96 --train-limit=4 --test-limit=10"
                        + " --batch-size=2 --epochs=1 --out=" + old)
                .split(" ")));
        Path config = old.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replaceAll("(?m)^stem: .*\\R", ""));
        assertThat(numbers(Session.of("evaluate", old.toString()))).contains("validation accuracy:");
        Files.writeString(config, Files.readString(config) + "stem: imagenet\n");
        assertThat(Session.of("evaluate", old.toString()).err()).contains("resnet18 (ImageNet stem)");
    }

    @Test
    @NeedsDrawing
    void figuresShowItsFiltersAndMaps() {
        succeeded(Session.of("figures", run));
        assertThat(Path.of(run, "figures"))
                .isDirectoryContaining("glob:**/maps-first.png")
                .isDirectoryContaining("glob:**/maps-last.png");
    }
}
