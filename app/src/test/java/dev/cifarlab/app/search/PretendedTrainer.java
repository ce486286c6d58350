package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.TrainingListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Trains nothing, but writes metrics as a training would; accuracy rises by a cell's number each epoch. */
final class PretendedTrainer implements CellTask.Trainer {

    private final List<String> epochs = new ArrayList<>();
    private final Map<String, Double> steps = new HashMap<>();
    private final Map<String, Supplier<? extends RuntimeException>> accidents = new HashMap<>();

    /** A cell's accuracy after epoch n is n times this. */
    PretendedTrainer step(String cell, double step) {
        steps.put(cell, step);
        return this;
    }

    /** Something happens once in an epoch of a cell. */
    PretendedTrainer accident(String cell, int epoch, Supplier<? extends RuntimeException> accident) {
        accidents.put(cell + " " + epoch, accident);
        return this;
    }

    /** Cells and their epochs in the order of training, as {@code relu_he-normal_seed-0 1}. */
    List<String> epochs() {
        return epochs;
    }

    @Override
    public void train(RunFolder folder, SharedData data, int lastEpoch, TrainingListener listener) {
        TrainConfig config = folder.config();
        for (int epoch = folder.metrics().read().size() + 1; epoch <= lastEpoch; epoch++) {
            String name = folder.name() + " " + epoch;
            epochs.add(name);
            Supplier<? extends RuntimeException> accident = accidents.remove(name);
            if (accident != null) {
                throw accident.get();
            }
            double accuracy = epoch * steps.getOrDefault(folder.name(), 0.01);
            folder.metrics()
                    .append(new EpochMetrics(epoch, 1, 0.5, 1 - accuracy, accuracy, config.learningRate(), 2, 30));
        }
    }
}
