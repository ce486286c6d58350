package dev.cifarlab.app.training;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.model.BatchScore;
import dev.cifarlab.app.model.Network;
import dev.cifarlab.app.model.NonFiniteException;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a network epoch by epoch and validates it after each; everything it learns goes to the run folder. */
public final class Trainer implements AutoCloseable {

    private final TrainConfig config;
    private final DataSets data;
    private final ChannelStatistics normalisation;
    private final Network network;
    private final RunFolder folder;
    private final Checkpoints checkpoints;
    private final TrainingListener listener;

    /** A trainer of a network with fresh weights. */
    public Trainer(TrainConfig config, DataSets data, RunFolder folder, TrainingListener listener) {
        this.config = config;
        this.data = data;
        this.folder = folder;
        this.listener = listener;
        this.normalisation = Networks.normalisation(config, data);
        this.network = Networks.create(config, data);
        this.checkpoints = new Checkpoints(folder.checkpoints());
    }

    /** The network in its present state. */
    public Network network() {
        return network;
    }

    /** Closes the network. */
    @Override
    public void close() {
        network.close();
    }

    /** Trains from the first epoch to the last. */
    public void train() {
        trainAfter(Progress.START, config.epochs());
    }

    /** Goes on from the newest whole checkpoint, or from the start where there is none. */
    public void resume() {
        resumeUntil(config.epochs());
    }

    /**
     * As {@link #resume()}, but stops after epoch {@code last}. The learning rate's course stays that of all epochs, so
     * that a training which is resumed later ends as an undisturbed one.
     */
    public void resumeUntil(int last) {
        if (last < 1 || last > config.epochs()) {
            throw new IllegalArgumentException("epoch " + last + " of " + config.epochs());
        }
        Progress done = checkpoints.loadNewest(network, listener).orElse(Progress.START);
        folder.metrics().cutAfter(done.epoch());
        trainAfter(done, last);
    }

    private void trainAfter(Progress done, int last) {
        Progress progress = done;
        while (progress.epoch() < last) {
            EpochMetrics metrics = epoch(progress);
            folder.metrics().append(metrics);
            progress = progress.after(metrics);
            checkpoints.save(network, progress);
            listener.epochDone(metrics);
        }
    }

    private EpochMetrics epoch(Progress before) {
        int epoch = before.epoch() + 1;
        Progress trained = before.within(trainLoop(before));
        BatchScore train = trained.partial().score();
        double seconds = trained.partial().seconds();
        double rate = Networks.rateAtStart(config, data, epoch);
        warnIfStuck(epoch, train);
        listener.validationStarted(epoch);
        BatchScore validation =
                Validator.validate(network, data.validation(), normalisation, () -> stopIfWanted(trained));
        requireFinite(validation, epoch, "validation");
        return new EpochMetrics(
                epoch,
                train.meanLoss(),
                train.accuracy(),
                validation.meanLoss(),
                validation.accuracy(),
                rate,
                seconds,
                train.examples() / seconds);
    }

    private PartialEpoch trainLoop(Progress before) {
        int epoch = before.epoch() + 1;
        PartialEpoch done = before.partial();
        long start = System.nanoTime() - (long) (done.seconds() * 1e9);
        try (BatchStream batches = BatchStream.training(data.train(), config, normalisation, epoch, done.batches())) {
            listener.epochStarted(epoch, batches.batches());
            if (done.batches() > 0) {
                listener.epochContinued(done.batches(), done.score());
            }
            while (batches.hasNext()) {
                BatchScore batch = fit(batches.next(), epoch);
                if (!batches.hasNext()) {
                    Nd4j.getExecutioner().commit(); // a GPU works on after the last call returns
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                done = new PartialEpoch(done.batches() + 1, done.score().plus(batch), seconds);
                listener.batchDone(done.score());
                stopIfWanted(before.within(done));
                saveIfDue(before.within(done));
            }
        }
        return done;
    }

    private void saveIfDue(Progress progress) {
        if (config.checkpointEvery() > 0 && network.iteration() % config.checkpointEvery() == 0) {
            checkpoints.save(network, progress);
        }
    }

    private void stopIfWanted(Progress progress) {
        if (listener.wantsStop()) {
            checkpoints.save(network, progress);
            throw StoppedException.in(
                    folder.path(), progress.epoch() + 1, progress.partial().batches(), Networks.batches(config, data));
        }
    }

    private BatchScore fit(Batch batch, int epoch) {
        String where = "iteration " + (network.iteration() + 1);
        try {
            BatchScore score = network.fit(batch.images(), batch.labels());
            requireFinite(score, epoch, where);
            return score;
        } catch (NonFiniteException e) {
            throw DivergedException.of(e, epoch, where, config.learningRate());
        } catch (OutOfMemoryError e) {
            throw BatchMemory.exceeded(e, config);
        }
    }

    private void requireFinite(BatchScore score, int epoch, String where) {
        if (!Double.isFinite(score.loss())) {
            throw DivergedException.of("the loss", epoch, where, config.learningRate());
        }
    }

    private void warnIfStuck(int epoch, BatchScore score) {
        double chance = Math.log(data.train().classNames().size());
        if (score.meanLoss() > chance) {
            listener.warned(String.format(
                    Locale.ROOT,
                    "epoch %d: the training loss %.3f is above %.3f, that of guessing; try a smaller --learning-rate",
                    epoch,
                    score.meanLoss(),
                    chance));
        }
    }
}
