package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.report.Moment;
import dev.cifarlab.app.report.OverviewPage;
import dev.cifarlab.app.report.RunPage;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.runs.RunState;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.StoppedException;
import dev.cifarlab.app.training.TrainingListener;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run's page, and those of the folders around it, up to date while it is trained: every few seconds on a thread
 * of its own, whether steps are long, validation runs, or nothing happens; and passes on what it is told.
 */
final class WatchedTraining implements TrainingListener {

    private static final int SECONDS = 5;

    /** A folder of many runs takes its time: 200 times as long it is left alone then, which is 0.5 %. */
    private static final long LEAST_PAUSE = 200;

    private final RunFolder run;
    private final TrainingListener next;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "page");
        thread.setDaemon(true);
        return thread;
    });
    private boolean begun;
    private boolean failed;
    private int epochs;
    private int batch;
    private long started;
    private int startedAt;
    private int imagesBefore;
    private long epochStarted;
    private volatile @Nullable Moment now;
    private volatile boolean listed;
    private volatile long listAgain = System.nanoTime();

    private WatchedTraining(RunFolder run, TrainingListener next) {
        this.run = run;
        this.next = next;
    }

    /**
     * Trains, and has the page say how it goes and ends. A run that is gone on with has its page left alone until all
     * is known to fit.
     */
    static void watch(RunFolder run, TrainingListener listener, Consumer<TrainingListener> training) {
        WatchedTraining watched = new WatchedTraining(run, listener);
        try {
            if (!Files.exists(run.file("environment.json"))) {
                watched.begin();
            }
            training.accept(watched);
            watched.end(new RunState(RunScores.isOver(run) ? Phase.ENDED : Phase.STOPPED, ""));
        } catch (StoppedException e) {
            watched.end(new RunState(Phase.STOPPED, ""));
            throw e;
        } catch (RuntimeException | Error e) {
            String message = e.getMessage();
            watched.end(new RunState(Phase.FAILED, message == null ? e.toString() : message));
            throw e;
        } finally {
            watched.timer.shutdownNow();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is thrown is told where it is caught
    private void begin() {
        if (!begun) {
            begun = true;
            new RunState(Phase.RUNNING, "").write(run);
            timer.scheduleWithFixedDelay(this::write, 0, SECONDS, TimeUnit.SECONDS);
        }
    }

    private void end(RunState state) {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (begun && Files.isDirectory(run.path())) {
            now = null;
            listed = false;
            listAgain = System.nanoTime();
            try {
                state.write(run);
            } catch (UserException e) {
                return; // the disk is full, or the folder gone: what the training itself says matters more
            }
            write();
        }
    }

    /** A page that cannot be written ends no training. */
    private void write() {
        try {
            RunPage.write(run, now);
            if (!listed && System.nanoTime() - listAgain >= 0) {
                listed = true;
                long before = System.nanoTime();
                OverviewPage.writeAround(run);
                long after = System.nanoTime();
                listAgain = after + (after - before) * LEAST_PAUSE;
            }
        } catch (RuntimeException | LinkageError e) {
            if (!failed && !timer.isShutdown()) {
                failed = true;
                next.warned("the run's page cannot be written: " + e.getMessage());
            }
        }
    }

    @Override
    public void trainingStarted(int ofAll) {
        epochs = ofAll;
        begin();
        next.trainingStarted(ofAll);
    }

    @Override
    public void epochStarted(int epoch, int batches, int batchesDone, BatchScore soFar) {
        epochStarted = System.nanoTime();
        imagesBefore = soFar.examples();
        batch = batchesDone;
        if (started == 0) {
            started = epochStarted;
            startedAt = (epoch - 1) * batches + batchesDone;
        }
        now = new Moment(epoch, batch, batches, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
        next.epochStarted(epoch, batches, batchesDone, soFar);
    }

    @Override
    public void batchDone(BatchScore soFar) {
        Moment before = now;
        if (before != null) {
            batch++;
            long time = System.nanoTime();
            int done = (before.epoch() - 1) * before.batches() + batch;
            double perBatch = (time - started) / 1e9 / Math.max(1, done - startedAt);
            now = new Moment(
                    before.epoch(),
                    batch,
                    before.batches(),
                    soFar.meanLoss(),
                    soFar.accuracy(),
                    (soFar.examples() - imagesBefore) / ((time - epochStarted) / 1e9),
                    perBatch * Math.max(0, epochs * before.batches() - done),
                    false);
        }
        next.batchDone(soFar);
    }

    @Override
    public void validationStarted(int epoch) {
        Moment before = now;
        if (before != null) {
            now = before.validating();
        }
        next.validationStarted(epoch);
    }

    @Override
    public void epochDone(EpochMetrics metrics) {
        listed = false;
        next.epochDone(metrics);
    }

    @Override
    public boolean wantsStop() {
        return next.wantsStop();
    }

    @Override
    public void told(String line) {
        next.told(line);
    }

    @Override
    public void warned(String sentence) {
        next.warned(sentence);
    }

    @Override
    public void trainingEnded() {
        next.trainingEnded();
    }
}
