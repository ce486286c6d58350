package dev.cifarlab.app.report;

import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.ValidationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How and on what was trained: question 3.3. */
final class TrainingSection {

    private TrainingSection() {}

    static Section of(StudyFacts facts) {
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
                pairs(main.config(facts.base()).entries()),
                facts.dataNote()));
        Map<String, String> environment = facts.cnn().environment();
        blocks.add(
                environment.isEmpty()
                        ? Block.missing(
                                "Missing: the environment, as no training was started yet. " + facts.howToGoOn())
                        : Block.table("Environment", List.of("what", "value"), pairs(environment), ""));
        return new Section("3.3", "Training", blocks);
    }

    private static String method(TrainConfig base) {
        boolean test = base.validation() == ValidationSource.TEST;
        return Words.format(
                "Each network is trained for the same number of epochs (%d), in batches of %d, on"
                        + " the cross-entropy of its"
                        + " logits, by %s with a largest learning rate of %s and the schedule ‘%s’; augmentation: %s."
                        + " After each epoch it is validated on %s. Tables give the epoch with the highest validation"
                        + " accuracy%s. Weights, order and samples depend on the seed alone, which"
                        + " is set anew before each"
                        + " training.",
                base.epochs(),
                base.batchSize(),
                base.optimizer().label(),
                base.learningRate(),
                base.schedule().label(),
                base.augment().label(),
                test ? "the test images, as the assignment asks" : "held-out training images",
                test ? "; as it is chosen on the same images, these numbers are a little too good" : "");
    }

    private static List<List<String>> pairs(Map<String, ?> entries) {
        return entries.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
                .toList();
    }
}
