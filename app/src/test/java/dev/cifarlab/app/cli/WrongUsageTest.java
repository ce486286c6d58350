package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class WrongUsageTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "'{0}'")
    @CsvSource({
        "train --colour blue, --colour",
        "train --epochs 0, epochs",
        "train --epochs -5, epochs",
        "train --epochs two, epochs",
        "train --batch-size 0, batch-size",
        "train --learning-rate -1, learning-rate",
        "train --learning-rate nan, learning-rate",
        "train --activation gelu, 'relu, tanh'",
        "train --init zeros, 'glorot-normal, glorot-uniform, he-normal'",
        "train --model vgg, 'resnet18, mlp'",
        "train --data imagenet, 'cifar10, cifar100, mnist, fashion-mnist, synthetic, folder'",
        "train --epochs, --epochs",
        "train --data folder, data-dir",
        "train --data synthetic --train-limit 10 --batch-size 11, batch-size",
        "train --config nowhere.yaml, nowhere.yaml",
        "train --resume nowhere, nowhere",
        "train --data synthetic --convolution cudnn, choose auto",
        "train --convolution fft, 'auto, onednn, native, im2col, cudnn'",
        "train --precision fp8, 'float32, bf16'",
        "train --data synthetic --convolution im2col --precision bf16, choose float32",
        "--backend cuda train, this is the build for cpu",
        "search --activation tanh, --activations",
        "search --init he-normal, --inits",
        "'search --activations relu,gelu', 'relu, tanh'",
        "'search --activations relu,relu', relu is there twice",
        "'search --inits ,', 'glorot-normal, glorot-uniform, he-normal'",
        "search --seeds 1 --seed 2, --seed",
        "search --seeds one, seeds",
        "search --epochs 0, epochs",
        "search --resume, --resume",
        "search --resume nowhere, nowhere",
        "search --resume nowhere --out other, --out",
        "evaluate, RUN",
        "evaluate nowhere, nowhere",
        "export, RUN",
        "export nowhere, nowhere",
        "predict nowhere, IMAGE",
        "paint, paint",
        "trian, did you mean train?",
        "train --epoch 3, did you mean --epochs?",
        "train --learning_rate 0.1, did you mean --learning-rate?",
        "train --data folder --data-dir nowhere --normalize, did you mean --normalise?",
        "data --seed x, seed",
        "data --data imagenet, 'cifar10, cifar100, mnist, fashion-mnist, synthetic, folder'",
        "'', quickstart"
    })
    void isOneLineAndExitCode2(String line, String part) {
        Session session = Session.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(session.err()).contains(part);
        assertThat(session.err().strip()).startsWith("cifar-lab: ").hasLineCount(1);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void missingDataNameTheTwoWaysOn() {
        Session session = Session.of("train", "--data-dir", folder.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("--download", "--data synthetic", folder.toString());
        assertThat(session.err().strip()).hasLineCount(1);
    }

    @Test
    void truncatedDataAreNamedAndNoRunFolderIsLeft() throws IOException {
        Files.writeString(folder.resolve("data_batch_1.bin"), "short");
        Path out = folder.resolve("run");
        Session session = Session.of("train", "--data-dir", folder.toString(), "--out", out.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("data_batch_1.bin has 5 bytes instead of 30730000");
        assertThat(out).doesNotExist();
    }

    @Test
    void anExistingOutIsNotOverwritten() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
        Session session = Session.of("train", "--data", "synthetic", "--out", folder.toString());
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains("exists");
        assertThat(kept).hasContent("kept");
    }

    @Test
    void helpListsSettingsAndDefaults() {
        Session session = Session.of("train", "--help");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out())
                .contains("--label-smoothing", "(default 128)", "--download  ", "[--download]")
                .doesNotContain("PARAM", "true|false");
        List<String> order =
                List.of("--out=", "Data:", "  --data=", "Network:", "  --model=", "Training:", "  --epochs=");
        String list = session.out().substring(session.out().indexOf("Trains a network"));
        assertThat(order.stream().map(list::indexOf)).isSorted().doesNotContain(-1);
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        Set<String> commands = Main.commandLine().getSubcommands().keySet();
        assertThat(commands).contains("quickstart", "train", "search", "evaluate", "predict", "data", "doctor");
        for (String command : commands) {
            Session session = Session.of(command, "--help");
            assertThat(session.exitCode()).isZero();
            assertThat(session.err()).isEmpty();
            String examples = session.out().substring(session.out().indexOf("Example"));
            assertThat(examples).contains("  ./cifar-lab ").containsPattern("cifar-lab .*" + command);
        }
        Session all = Session.of("--help");
        assertThat(all.out()).contains("./cifar-lab quickstart").contains(commands);
        assertThat(all.exitCode()).isZero();
    }

    /** The examples of all help texts are taken apart as typed; nothing is run. */
    @Test
    void theExamplesOfTheHelpAreRightUsage() {
        CommandLine main = Main.commandLine();
        List<String> examples = main.getSubcommands().values().stream()
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .filter(line -> line.startsWith("  ./cifar-lab "))
                .toList();
        assertThat(examples).hasSizeGreaterThan(main.getSubcommands().size());
        for (String example : examples) {
            String arguments = example.replace("./cifar-lab", "").replace("--backend cuda", "");
            assertThat(Main.commandLine()
                            .parseArgs(arguments.strip().split(" +", -1))
                            .hasSubcommand())
                    .as(example)
                    .isTrue();
        }
    }
}
