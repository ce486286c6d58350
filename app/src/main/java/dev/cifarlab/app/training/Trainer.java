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
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final EarlyEnd earlyEnd;
    private Progress done = Progress.START;

    /** A trainer of a network with fresh weights. */
    public Trainer(TrainConfig config, DataSets data, RunFolder folder, TrainingListener listener) {
        this.config = config;
        this.data = data;
        this.folder = folder;
        this.listener = listener;
        this.normalisation = data.card().normalisation();
        this.network = Networks.fresh(config, data, Networks.learningRate(config, data.card()));
        this.checkpoints = new Checkpoints(folder.checkpoints());
        this.earlyEnd = new EarlyEnd(config, System::nanoTime);
    }

    /** Tells a line, and keeps it in the run's log. */
    public void tell(String line) {
        listener.told(line);
        folder.log(line);
    }

    /** Warns in one sentence, and keeps it in the run's log. */
    public void warn(String sentence) {
        listener.warned(sentence);
        folder.log("warning: " + sentence);
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
        Optional<Progress> found = checkpoints.loadNewest(network, this::warn);
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
            warn("the newest whole checkpoint is of epoch " + done.epoch() + " of " + epochs.size()
                    + "; what comes after it is trained again");
        }
        checkpoints.warnWithoutBest(done, this::warn);
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
        trainUntil(config.epochs(), () -> {});
    }

    /**
     * As {@link #train()}, but stops after epoch {@code last}. The learning rate's course stays that of all epochs, so
     * that a training which is resumed later ends as an undisturbed one.
     *
     * @param afterEpoch is run after each epoch, when all that it left is on disk
     */
    public void trainUntil(int last, Runnable afterEpoch) {
        if (last < 1 || last > config.epochs()) {
            throw new IllegalArgumentException("epoch " + last + " of " + config.epochs());
        }
        if (!isAtStart()) {
            folder.metrics().cutAfter(done.epoch());
            checkpoints.restart(network, done, data.card());
            writeScores(Map.of());
        }
        Optional<String> ended = earlyEnd.reason(done);
        while (done.epoch() < last && ended.isEmpty()) {
            EpochMetrics metrics = epoch(done);
            folder.metrics().append(metrics);
            done = done.after(metrics);
            checkpoints.save(network, done, data.card());
            writeScores(Map.of());
            listener.epochDone(metrics);
            boolean best = folder.metrics()
                    .best()
                    .filter(row -> row.epoch() == metrics.epoch())
                    .isPresent();
            tell(metrics.describe(config.epochs()) + (best ? ", the best so far" : ""));
            afterEpoch.run();
            ended = earlyEnd.reason(done);
        }
        Map<String, Object> more = new LinkedHashMap<>();
        ended.filter(reason -> done.epoch() < config.epochs()).ifPresent(reason -> {
            more.put(RunScores.ENDED, reason);
            writeScores(more);
            tell("ended after epoch " + done.epoch() + " of " + config.epochs() + ", " + reason);
        });
        if ((!more.isEmpty() || done.epoch() == config.epochs()) && config.tta() != TestTimeAugmentation.NONE) {
            AugmentedScores scores = new AugmentedScores(network, data, config.tta());
            more.putAll(scores.of(checkpoints, done.isBest(), this::stopIfOver));
            writeScores(more);
        }
    }

    private void stopIfOver() {
        if (listener.wantsStop()) { // all epochs are saved
            throw StoppedException.elsewhere("stopped before it was scored with test-time augmentation")
                    .goOnWith("./cifar-lab train --resume " + folder.path());
        }
    }

    private void writeScores(Map<String, ?> more) {
        RunScores.write(folder, data.card().description(), network.net().parameters(), more);
    }

    private EpochMetrics epoch(Progress before) {
        int epoch = before.epoch() + 1;
        Progress trained = trainLoop(before, epoch);
        BatchScore train = trained.score();
        Guessing.worse(epoch, train, data.card().classes().size()).ifPresent(this::warn);
        listener.validationStarted(epoch);
        network.swapAverage();
        BatchScore validation = Validator.validate(
                network, data, TestTimeAugmentation.NONE, listener::validated, () -> stopIfWanted(trained));
        network.swapAverage();
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
                Networks.rateAtStart(config, data.card(), epoch),
                trained.seconds(),
                train.examples() / trained.seconds());
    }

    private Progress trainLoop(Progress before, int epoch) {
        Progress reached = before;
        long start = System.nanoTime() - (long) (before.seconds() * 1e9);
        try (BatchStream batches = BatchStream.training(data.train(), config, normalisation, epoch, before.batches())) {
            listener.epochStarted(epoch, batches.batches(), before.batches(), before.score());
            while (batches.hasNext()) {
                Progress last = reached;
                BatchScore batch = fit(batches.next(() -> stopIfWanted(last)), epoch);
                if (!batches.hasNext()) {
                    Nd4j.getExecutioner().commit(); // a GPU works on after the last call returns
                }
                reached = last.plus(batch, (System.nanoTime() - start) / 1e9);
                listener.batchDone(reached.score());
                stopIfWanted(reached);
                if (config.checkpointEvery() > 0 && network.iteration() % config.checkpointEvery() == 0) {
                    checkpoints.save(network, reached, data.card());
                }
            }
        }
        return reached;
    }

    private void stopIfWanted(Progress progress) {
        if (listener.wantsStop()) {
            checkpoints.save(network, progress, data.card());
            throw StoppedException.in(
                    folder.path(), progress.epoch() + 1, progress.batches(), Networks.batches(config, data.card()));
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
}
