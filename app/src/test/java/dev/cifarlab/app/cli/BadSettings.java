package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.BadCase.failed;
import static dev.cifarlab.app.cli.BadCase.usage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Wrong flags and wrong YAML; more flags are in {@link WrongUsageTest}. */
final class BadSettings {

    private BadSettings() {}

    static Stream<BadCase> cases() {
        return Stream.concat(flags(), yaml());
    }

    private static Stream<BadCase> flags() {
        return Stream.of(
                flag("an unknown flag", "--lr=0.1", "--lr"),
                flag("an epoch number that is no number", "--epochs=1e3", "whole number"),
                flag("more epochs than an int holds", "--epochs=99999999999", "smaller whole number"),
                flag("a negative batch", "--batch-size=-128", "batch-size: -128 is too small"),
                flag("an infinite learning rate", "--learning-rate=Infinity", "learning-rate"),
                flag("a learning rate of 0", "--learning-rate=0", "learning-rate"),
                flag("a negative weight decay", "--weight-decay=-1e-4", "weight-decay"),
                flag("labels smoothed away", "--label-smoothing=1", "label-smoothing"),
                flag("a seed that is no number", "--seed=lucky", "seed: 'lucky'"),
                flag("a switch that is neither", "--normalise=maybe", "normalise"),
                flag("an unknown schedule", "--schedule=linear", "constant, cosine, cosine=EPOCHS, one-cycle"),
                flag("an unknown augmentation", "--augment=hue", "none, flip, flip-crop"),
                flag("a crop of nothing", "--augment=crop-scale=0", "S above 0, at most 1"),
                flag("colours beyond all bounds", "--augment=flip,colour=2", "A from 0 to 1"),
                flag("a negative limit", "--train-limit=-1", "train-limit"),
                flag("checkpoints every -1 iterations", "--checkpoint-every=-1", "checkpoint-every"),
                flag("an empty value", "--model=", "resnet18, mlp"),
                flag("more synthetic images than fit", "--train-limit=2000000000", "train-limit"),
                flag("a flag twice", "--epochs=1 --epochs=2", "--epochs"),
                flag("a word too many", "please", "please"),
                failed(
                        "a batch beyond all memory",
                        "try --batch-size ",
                        folder -> List.of(
                                "train",
                                "--data=synthetic",
                                "--batch-size=10000000",
                                "--out=" + folder.resolve("run"))),
                usage("control characters", "colour??", folder -> List.of("train", "--colour\u001b\u0007")));
    }

    private static BadCase flag(String name, String flag, String part) {
        return usage(name, part, folder -> {
            List<String> line = new ArrayList<>(List.of("train", "--data=synthetic", "--out=" + folder.resolve("run")));
            line.addAll(List.of(flag.split(" ")));
            return line;
        });
    }

    private static Stream<BadCase> yaml() {
        return Stream.of(
                yaml("an empty file", "", "it is empty"),
                yaml("comments alone", "# nothing\n", "it is empty"),
                yaml("one word", "epochs\n", "not a list of 'key: value' lines"),
                yaml("a list", "- epochs\n- 3\n", "not a list of 'key: value' lines"),
                yaml("a bracket left open", "epochs: [3\n", "epochs: needs one value"),
                yaml("a tab", "epochs:\t3\n\tseed: 1\n", "not a list of 'key: value' lines"),
                yaml("an unknown key", "epoch: 3\n", "unknown key 'epoch'"),
                yaml("a key twice", "epochs: 3\nepochs: 4\n", "epochs: stands there twice"),
                yaml("no value", "epochs:\n", "epochs: needs one value"),
                yaml("a list as a value", "epochs: [1, 2]\n", "epochs: needs one value"),
                yaml("a map as a value", "epochs: {a: 1}\n", "epochs: needs one value"),
                yaml("a folder of null", "data-dir: ~\n", "data-dir: needs one value"),
                yaml("two documents", "epochs: 3\n---\nepochs: 4\n", "not a list of 'key: value' lines"),
                yaml("a wrong value", "activation: gelu\n", "relu, tanh"),
                yaml("a Java object", "epochs: !!javax.script.ScriptEngineManager [x]\n", "epochs: "),
                yaml("references that multiply", bomb(), "needs one value"),
                yaml("brackets within brackets", "epochs: " + "[".repeat(50_000) + "\n", "epochs: needs one value"),
                yaml("two megabytes", "# x".repeat(700_000), "larger than a file of settings"),
                usage("bytes that are no text", "settings.yaml", folder -> {
                    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0xc3, 0x28};
                    return config(Files.write(folder.resolve("settings.yaml"), bytes));
                }),
                usage("a folder as settings", "cannot be read", BadSettings::config));
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a: &a [x, x]\n");
        for (char name = 'b'; name < 'z'; name++) {
            char before = (char) (name - 1);
            text.append(String.format("%s: &%s [*%s, *%s]%n", name, name, before, before));
        }
        return text.toString();
    }

    private static BadCase yaml(String name, String text, String part) {
        return usage("YAML: " + name, part, folder -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return config(Files.write(folder.resolve("settings.yaml"), bytes));
        });
    }

    private static List<String> config(Path file) {
        return List.of("train", "--config", file.toString());
    }
}
