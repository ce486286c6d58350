package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.Mistakes;
import dev.cifarlab.app.figures.FilterFigures;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.EventsFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.TensorBoardFile;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Networks;
import dev.cifarlab.app.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a training tells in {@code events.jsonl} and in a file for TensorBoard, where its settings ask for them,
 * and passes it on. Steps of {@code events.jsonl} count from 1 over all epochs, TensorBoard's from 0; there, an epoch
 * is at its successor's first step, so that a resumed training takes back exactly what it does again.
 */
final class Recording implements TrainingListener {

    private final TrainConfig config;
    private final RunFolder folder;
    private final LearningRate rate;
    private final TrainingListener to;
    private final Mistakes mistakes = new Mistakes();
    private @Nullable EventsFile events;
    private @Nullable TensorBoardFile board;
    private BatchScore before = BatchScore.EMPTY;
    private int epoch;
    private int batch;
    private final int batches;

    Recording(TrainConfig config, DataCard data, RunFolder folder, TrainingListener to) {
        this.config = config;
        this.folder = folder;
        this.to = to;
        rate = Networks.learningRate(config, data);
        batches = Networks.batches(config, data);
    }

    @Override
    public void trainingStarted(int epochs) {
        to.trainingStarted(epochs);
    }

    @Override
    public void epochStarted(int started, int ofAll, int batchesDone, BatchScore soFar) {
        epoch = started;
        batch = batchesDone;
        before = soFar;
        if (config.logJson() && events == null) {
            open(started, batchesDone);
        }
        if (config.tensorboard() && board == null) {
            openBoard(batchesDone > 0 ? 0 : started - 1);
        }
        to.epochStarted(started, ofAll, batchesDone, soFar);
    }

    /** An epoch that is over may lack its line: a process can die between the checkpoint and that. */
    private void open(int started, int batchesDone) {
        EventsFile opened = new EventsFile(folder.file("events.jsonl"), started, batchesDone);
        events = opened;
        epochsUntil(started - 1, opened);
    }

    /** The file begins anew with the epoch that is over, if one is. */
    private void openBoard(int over) {
        TensorBoardFile opened =
                new TensorBoardFile(folder.path(), over > 0 ? step(over) : step(epoch) - batches + batch);
        board = opened;
        folder.metrics().read().stream().filter(row -> row.epoch() == over).forEach(row -> {
            scalars(row, opened);
            pictures(over);
        });
    }

    /** Batches until the end of an epoch. */
    private long step(int ofEpoch) {
        return (long) ofEpoch * batches;
    }

    @Override
    public void batchDone(BatchScore soFar) {
        long done = step(epoch - 1) + ++batch;
        int images = soFar.examples() - before.examples();
        double loss = (soFar.loss() - before.loss()) / images;
        double accuracy = (double) (soFar.correct() - before.correct()) / images;
        before = soFar;
        if (events != null) {
            Map<String, Object> line = event("step", epoch);
            line.put("batch", batch);
            line.put("batches", batches);
            line.put("step", done);
            line.put("images", images);
            line.put("loss", loss);
            line.put("accuracy", accuracy);
            line.put("learning_rate", rate.at(done - 1));
            events.add(line);
        }
        if (board != null) {
            board.scalars(
                    done - 1,
                    Map.of("step/loss", loss, "step/accuracy", accuracy, "step/learning_rate", rate.at(done - 1)));
        }
        to.batchDone(soFar);
    }

    private static Map<String, Object> event(String kind, int ofEpoch) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", kind);
        line.put("time", Instant.now().toString());
        line.put("epoch", ofEpoch);
        return line;
    }

    @Override
    public void validationStarted(int validated) {
        to.validationStarted(validated);
        mistakes.clear();
    }

    @Override
    public void validated(double[][] logits, Labels labels) {
        mistakes.add(logits, labels);
    }

    /** What was wrong in the last validation, with most confidence. */
    List<Evaluation.Answer> mistakes() {
        return mistakes.all();
    }

    @Override
    public void epochDone(EpochMetrics row) {
        if (events != null) {
            epochsUntil(row.epoch(), events);
        }
        if (board != null) {
            scalars(row, board);
        }
        to.epochDone(row);
    }

    private void epochsUntil(int last, EventsFile file) {
        List<EpochMetrics> rows = folder.metrics().read();
        for (EpochMetrics row : rows.subList(file.lastEpoch(), Math.min(last, rows.size()))) {
            Map<String, Object> line = event(EventsFile.EPOCH, row.epoch());
            line.put("train_loss", row.trainLoss());
            line.put("train_accuracy", row.trainAccuracy());
            line.put("validation_loss", row.validationLoss());
            line.put("validation_accuracy", row.validationAccuracy());
            line.put("learning_rate", row.learningRate());
            line.put("epoch_seconds", row.epochSeconds());
            line.put("images_per_second", row.imagesPerSecond());
            file.add(line);
        }
    }

    private void scalars(EpochMetrics row, TensorBoardFile file) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/training", row.trainLoss());
        values.put("loss/validation", row.validationLoss());
        values.put("accuracy/training", row.trainAccuracy());
        values.put("accuracy/validation", row.validationAccuracy());
        values.put("epoch/learning_rate", row.learningRate());
        values.put("epoch/images_per_second", row.imagesPerSecond());
        file.scalars(step(row.epoch()), values);
    }

    /** Shows the curves and filters of the epoch that is over, where Java can draw. */
    void pictures() {
        pictures(epoch);
    }

    private void pictures(int over) {
        picture(over, "curves", folder.file("curves.png"));
        picture(over, "filters", folder.file(FilterFigures.FILE));
    }

    private void picture(int over, String tag, Path png) {
        if (board == null || !Files.exists(png)) {
            return;
        }
        try {
            board.picture(step(over), tag, Files.readAllBytes(png));
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be read (%s)", png, Reason.of(e));
        }
    }

    /** Where no step was left, adds what an earlier process may have left out of the last epoch. */
    void complete() {
        int over = folder.metrics().read().size();
        if (config.logJson() && events == null) {
            open(over + 1, 0);
        }
        if (config.tensorboard() && board == null) {
            openBoard(over);
        }
    }

    @Override
    public boolean wantsStop() {
        return to.wantsStop();
    }

    @Override
    public void told(String line) {
        to.told(line);
    }

    @Override
    public void warned(String sentence) {
        to.warned(sentence);
    }

    @Override
    public void trainingEnded() {
        if (events != null) {
            events.close();
        }
        if (board != null) {
            board.close();
        }
        to.trainingEnded();
    }
}
