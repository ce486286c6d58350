package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.ValidationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the networks are, and how and on what they were trained: questions 3.1 to 3.3. */
final class NetworkSections {

    private NetworkSections() {}

    static Section block() {
        return new Section(
                "3.1",
                "The residual block",
                List.of(
                        Block.paragraph("A block has two 3x3 convolutions without biases, each followed by batch"
                                + " normalisation, with the activation function in between. The block's input is added"
                                + " to the second one's normalised output, and the activation function follows the sum."
                                + " Where the block halves height and width (stride 2 in its first convolution), the"
                                + " input goes through a 1x1 convolution of stride 2 and batch normalisation first, so"
                                + " that shapes agree."),
                        Block.paragraph(
                                "Forward pass and gradients of the whole network are tested against one built of"
                                        + " Deeplearning4j's stock layers.")));
    }

    static Section network(StudyFacts facts) {
        String parameters = facts.cnn()
                .scores()
                .map(RunScores::parameters)
                .filter(count -> count > 0)
                .map(count -> Words.format("Trainable parameters: %,d (running statistics not counted).", count))
                .orElse("The number of trainable parameters is missing: no training is finished yet.");
        return new Section(
                "3.2",
                facts.cnn().title() + " for 32x32 images",
                List.of(
                        Block.table(
                                "The layers and the shapes of what they put out",
                                List.of("part", "layers", "channels", "pixels"),
                                List.of(
                                        List.of("stem", "3x3 convolution", "64", "32x32"),
                                        List.of("stage 1", "2 residual blocks", "64", "32x32"),
                                        List.of("stage 2", "2 residual blocks, stride 2 first", "128", "16x16"),
                                        List.of("stage 3", "2 residual blocks, stride 2 first", "256", "8x8"),
                                        List.of("stage 4", "2 residual blocks, stride 2 first", "512", "4x4"),
                                        List.of("head", "mean over pixels, linear layer", "classes", "1")),
                                parameters),
                        Block.paragraph("The network's outputs are logits; softmax is a part of the loss.")));
    }

    static Section training(StudyFacts facts) {
        Combination shown = facts.study().main();
        Cell main = new Cell(
                shown.activation(), shown.init(), facts.config().grid().seeds().get(0));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(method(facts.base())));
        blocks.add(Block.paragraph("Data: "
                + facts.description().orElse("missing, as no training is finished yet") + ". Pixels are scaled to 0..1"
                + (facts.base().normalise() ? ", then each channel to mean 0 and standard deviation 1." : ".")));
        blocks.add(Block.table(
                "Settings of the run that is looked at closely; the others differ in what the tables say",
                List.of("setting", "value"),
                Block.pairs(main.config(facts.base()).entries()),
                facts.dataNote()));
        Map<String, String> environment = facts.cnn().environment();
        blocks.add(
                environment.isEmpty()
                        ? Block.missing(
                                "Missing: the environment, as no training was started yet. " + facts.howToGoOn())
                        : Block.table("Environment", List.of("what", "value"), Block.pairs(environment), ""));
        return new Section("3.3", "Training", blocks);
    }

    private static String method(TrainConfig base) {
        boolean test = base.validation() == ValidationSource.TEST;
        return Words.format(
                "Each network is trained for the same number of epochs (%d), in batches of %d, on the cross-entropy of"
                        + " its logits, by %s with a largest learning rate of %s and the schedule ‘%s’; augmentation:"
                        + " %s. After each epoch it is validated on %s. Tables give the epoch with the highest"
                        + " validation accuracy%s. Weights, order and samples depend on the seed alone, which is set"
                        + " anew before each training.",
                base.epochs(),
                base.batchSize(),
                base.optimizer().label(),
                base.learningRate(),
                base.schedule().label(),
                base.augment().label(),
                test ? "the test images, as the assignment asks" : "held-out training images",
                test ? "; as it is chosen on the same images, these numbers are a little too good" : "");
    }
}
