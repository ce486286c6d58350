package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Finiteness;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NonFiniteException;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
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
    private Progress done = Progress.START;

    /** A trainer of a network with fresh weights. */
    public Trainer(TrainConfig config, DataSets data, RunFolder folder, TrainingListener listener) {
        this.config = config;
        this.data = data;
        this.folder = folder;
        this.listener = listener;
        this.normalisation = data.card().normalisation();
        this.network = Networks.create(config, data.card());
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

    /**
     * Goes back to the newest whole checkpoint, and writes nothing yet; where nothing was done, it stays at the start.
     *
     * @throws UserException when checkpoints and metrics do not fit together
     */
    public void load() {
        Optional<Progress> found = checkpoints.loadNewest(network, listener);
        List<Integer> epochs =
                folder.metrics().read().stream().map(EpochMetrics::epoch).toList();
        done = found.orElse(Progress.START);
        if (found.isEmpty() && !epochs.isEmpty()) {
            throw missing(
                    "has epochs up to " + epochs.size() + ", but there is no checkpoint in " + folder.checkpoints());
        }
        List<Integer> trained = IntStream.rangeClosed(1, done.epoch()).boxed().toList();
        if (!epochs.stream().filter(epoch -> epoch <= done.epoch()).toList().equals(trained)) {
            throw missing("lacks some of the " + done.epoch() + " epochs that the checkpoint is behind");
        }
        if (epochs.size() > done.epoch()) {
            listener.warned("the newest whole checkpoint is of epoch " + done.epoch() + " of " + epochs.size()
                    + "; what comes after it is trained again");
        }
        checkpoints.warnWithoutBest(done, listener);
    }

    private UserException missing(String what) {
        return UserException.failed(
                "%s: %s; put back what is missing, or start a new training by train --config %s",
                folder.metrics().file(), what, folder.file("config.yaml"));
    }

    /** Whether no step is done yet. */
    public boolean isAtStart() {
        return done.equals(Progress.START);
    }

    /** The epoch that is trained next. */
    public int nextEpoch() {
        return done.epoch() + 1;
    }

    /** Trains to the last epoch. */
    public void train() {
        trainUntil(config.epochs());
    }

    /**
     * As {@link #train()}, but stops after epoch {@code last}. The learning rate's course stays that of all epochs, so
     * that a training which is resumed later ends as an undisturbed one.
     */
    public void trainUntil(int last) {
        if (last < 1 || last > config.epochs()) {
            throw new IllegalArgumentException("epoch " + last + " of " + config.epochs());
        }
        if (!isAtStart()) {
            folder.metrics().cutAfter(done.epoch());
            checkpoints.restart(network, done);
            writeScores();
        }
        while (done.epoch() < last) {
            EpochMetrics metrics = epoch(done);
            folder.metrics().append(metrics);
            done = done.after(metrics);
            checkpoints.save(network, done);
            writeScores();
            listener.epochDone(metrics);
        }
    }

    private void writeScores() {
        RunScores.write(folder, data.card().description(), network.net().parameters());
    }

    private EpochMetrics epoch(Progress before) {
        int epoch = before.epoch() + 1;
        Progress trained = before.within(trainLoop(before));
        BatchScore train = trained.partial().score();
        double seconds = trained.partial().seconds();
        double rate = Networks.rateAtStart(config, data.card(), epoch);
        warnIfStuck(epoch, train);
        listener.validationStarted(epoch);
        BatchScore validation =
                Validator.validate(network, data.validation(), normalisation, () -> stopIfWanted(trained));
        requireFinite(validation, epoch, "validation");
        if (!Finiteness.isFinite(network.graph().params())) { // a ReLU in oneDNN hides weights that are NaN
            throw DivergedException.of("a weight", epoch, "validation", config.learningRate());
        }
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
        PartialEpoch part = before.partial();
        long start = System.nanoTime() - (long) (part.seconds() * 1e9);
        try (BatchStream batches = BatchStream.training(data.train(), config, normalisation, epoch, part.batches())) {
            listener.epochStarted(epoch, batches.batches());
            if (part.batches() > 0) {
                listener.epochContinued(part.batches(), part.score());
            }
            while (batches.hasNext()) {
                Progress reached = before.within(part);
                BatchScore batch = fit(batches.next(() -> stopIfWanted(reached)), epoch);
                if (!batches.hasNext()) {
                    Nd4j.getExecutioner().commit(); // a GPU works on after the last call returns
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                part = new PartialEpoch(part.batches() + 1, part.score().plus(batch), seconds);
                listener.batchDone(part.score());
                stopIfWanted(before.within(part));
                saveIfDue(before.within(part));
            }
        }
        return part;
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
                    folder.path(),
                    progress.epoch() + 1,
                    progress.partial().batches(),
                    Networks.batches(config, data.card()));
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
