package dev.cifarlab.app.lab;

import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.report.Contender;
import dev.cifarlab.app.runs.CsvFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.Parts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A training, and the same with each part of its settings taken away, once for each seed: what each part is worth.
 * Every training is a run folder of its own; finished ones are not done again.
 *
 * @param folder where they are
 * @param full all settings
 * @param seeds at least one
 */
public record Ablation(Path folder, TrainConfig full, List<Long> seeds) {

    /** What all have in common: the task, its size, and where and how fast it is computed. */
    private static final Set<Setting<?>> SHARED = Set.of(
            Setting.RECIPE,
            Setting.MODEL,
            Setting.STEM,
            Setting.DATA,
            Setting.DATA_DIR,
            Setting.DOWNLOAD,
            Setting.IMAGE_SIZE,
            Setting.FIT,
            Setting.BACKGROUND,
            Setting.BAD,
            Setting.SPLIT,
            Setting.EPOCHS,
            Setting.EARLY_STOPPING,
            Setting.MAX_TIME,
            Setting.BATCH_SIZE,
            Setting.ACCUMULATE,
            Setting.SEED,
            Setting.LEARNING_RATE, // goes with the optimizer
            Setting.MOMENTUM,
            Setting.VALIDATION,
            Setting.CONVOLUTION,
            Setting.PRECISION,
            Setting.TTA,
            Setting.TRAIN_LIMIT,
            Setting.TEST_LIMIT,
            Setting.CHECKPOINT_EVERY,
            Setting.LOG_JSON,
            Setting.TENSORBOARD);

    private static final String ALL = "all";
    private static final List<String> HEADER = List.of(
            "variant", "seeds", "best_accuracy", "std", "last_accuracy", "last_train_accuracy", "to_all", "seconds");

    /** The settings of each variant by its name, all parts first. */
    public Map<String, TrainConfig> variants() {
        Map<String, TrainConfig> variants = new LinkedHashMap<>();
        variants.put(ALL, full);
        TrainConfig plain = TrainConfig.defaults();
        for (Setting<?> setting : Setting.all()) {
            Object own = plain.values().get(setting);
            boolean isPart = !SHARED.contains(setting)
                    && own != null
                    && !own.equals(full.values().get(setting));
            if (isPart && setting == Setting.AUGMENT) {
                withoutEach(variants);
            } else if (isPart) {
                Map<Setting<?>, Object> back = new LinkedHashMap<>(Map.of(setting, own));
                if (setting == Setting.OPTIMIZER) {
                    back.put(Setting.LEARNING_RATE, plain.learningRate());
                }
                variants.put("without " + setting.key(), full.with(back));
            }
        }
        return variants;
    }

    private void withoutEach(Map<String, TrainConfig> variants) {
        for (Parts.Part part : full.augment().list()) {
            String others = full.augment().list().stream()
                    .filter(other -> !other.equals(part))
                    .map(Parts.Part::toString)
                    .collect(Collectors.joining(","));
            variants.put(
                    "without " + part.name(), full.with(Map.of(Setting.AUGMENT, others.isEmpty() ? "none" : others)));
        }
    }

    /** The folder of a variant's run with a seed, for instance {@code without-flip_seed-0}. */
    private Path run(String variant, long seed) {
        return folder.resolve(variant.replace(' ', '-') + "_seed-" + seed);
    }

    /**
     * Trains what is left to train, the first seed of all variants first.
     *
     * @throws UserException when a run that is there has other settings
     */
    public void train(DownloadProgress download, TrainingListener listener) {
        for (long seed : seeds) {
            variants().forEach((name, settings) -> {
                TrainConfig config = settings.with(Setting.SEED, seed);
                Path path = run(name, seed);
                listener.told("variant:     " + name + ", seed " + seed);
                if (!Files.exists(path)) {
                    Training.start(config, path, download, listener);
                } else {
                    goOn(RunFolder.open(path), config, download, listener);
                }
            });
        }
    }

    private static void goOn(RunFolder run, TrainConfig config, DownloadProgress download, TrainingListener listener) {
        if (!run.config().equals(config)) {
            throw UserException.failed("%s: has other settings; choose another --out", run.path());
        }
        if (run.metrics().read().size() < config.epochs()) {
            Training.resume(run, Map.of(), download, listener);
        }
    }

    /** What came of each variant that has a run with an epoch, in their order. */
    public List<Contender> outcomes() {
        List<Contender> outcomes = new ArrayList<>();
        for (String name : variants().keySet()) {
            List<RunScores> runs = seeds.stream()
                    .map(seed -> new RunFolder(run(name, seed)))
                    .filter(run -> !run.metrics().read().isEmpty())
                    .map(RunScores::of)
                    .toList();
            if (!runs.isEmpty()) {
                outcomes.add(new Contender(name, runs));
            }
        }
        return outcomes;
    }

    /** Writes {@code ablation.csv}, a row a variant; differences are to the variant with all parts. */
    public Path write() {
        List<Contender> outcomes = outcomes();
        double all = outcomes.stream()
                .filter(outcome -> outcome.title().equals(ALL))
                .mapToDouble(Contender::accuracy)
                .findFirst()
                .orElse(Double.NaN);
        Path file = folder.resolve("ablation.csv");
        new CsvFile(file, HEADER)
                .write(
                        outcomes,
                        outcome -> List.of(
                                outcome.title(),
                                Integer.toString(outcome.runs().size()),
                                number(outcome.accuracy()),
                                number(outcome.accuracyStd()),
                                number(outcome.mean(run -> run.last().validationAccuracy())),
                                number(outcome.mean(run -> run.last().trainAccuracy())),
                                number(outcome.accuracy() - all),
                                String.format(Locale.ROOT, "%.1f", outcome.mean(RunScores::seconds))));
        return file;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }
}
