package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.RunScores;
import java.util.List;

/** What the networks are: questions 3.1 and 3.2. */
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
                "ResNet-18 for 32x32 images",
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
}
