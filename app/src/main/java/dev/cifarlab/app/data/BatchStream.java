package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.ClassWeights;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.nd4j.linalg.factory.Nd4j;

/** The batches of one pass over a set, made ahead on another thread. The last one may be smaller. */
public final class BatchStream implements Iterator<Batch>, AutoCloseable {

    private static final int AHEAD = 3;
    private static final long WAIT_MILLISECONDS = 200;

    private final BatchMaker maker;
    private final int[] order;
    private final List<Consumer<Placement>> changes;
    private final int batchSize;
    private final Mixing mixing;
    private final double[] weights;
    private final BlockingQueue<FutureTask<Batch>> made = new LinkedBlockingQueue<>(AHEAD);
    private final Integer device;
    private final Thread producer;
    private int next;

    private BatchStream(
            BatchMaker maker,
            int[] order,
            List<Consumer<Placement>> changes,
            int batchSize,
            Mixing mixing,
            double[] weights,
            int skipped) {
        this.maker = maker;
        this.order = order;
        this.changes = changes;
        this.batchSize = batchSize;
        this.mixing = mixing;
        this.weights = weights;
        this.next = skipped;
        this.device = Nd4j.getAffinityManager().getDeviceForCurrentThread();
        this.producer = new Thread(() -> produce(skipped), "batches");
        producer.setDaemon(true);
        producer.start();
    }

    /**
     * An epoch of training batches, in an order and with variations that depend on the seed and the epoch alone.
     *
     * @param epoch the epoch, from 1
     * @param skipped batches at the start that are left out, for a training that goes on within an epoch
     */
    public static BatchStream training(
            ImageSet images, TrainConfig config, ChannelStatistics normalisation, int epoch, int skipped) {
        int[] all = Seeds.permutation(images.size(), Seeds.generator(config.seed(), Seeds.ORDER, epoch));
        int left = config.dropLast() ? images.size() % config.imagesPerStep() : 0;
        int[] order = Arrays.copyOf(all, images.size() - left);
        Mixing mixing = Mixing.of(config.augment(), config.seed(), epoch);
        List<Consumer<Placement>> changes = Augmentation.ofEpoch(config.augment(), images, config.seed(), epoch);
        double[] weights = config.classWeights() == ClassWeights.BALANCED
                ? Labels.balanced(images.labels(), images.classNames().size())
                : new double[0];
        BatchMaker maker = new BatchMaker(images, normalisation);
        return new BatchStream(maker, order, changes, config.imagesPerStep(), mixing, weights, skipped);
    }

    /** All images in their own order, each seen in one way. */
    public static BatchStream validation(ImageSet images, int batchSize, ChannelStatistics normalisation, View view) {
        int[] order = new int[images.size()];
        Arrays.setAll(order, k -> k);
        List<Consumer<Placement>> changes = Collections.nCopies(order.length, view.change());
        BatchMaker maker = new BatchMaker(images, normalisation);
        return new BatchStream(maker, order, changes, batchSize, Mixing.NONE, new double[0], 0);
    }

    /** Number of batches of the whole pass. */
    public int batches() {
        return (order.length + batchSize - 1) / batchSize;
    }

    private void produce(int first) {
        // GPUs: the other thread's arrays go to the GPU that trains, where threads would take turns on several
        Nd4j.getAffinityManager().unsafeSetDevice(device);
        try {
            for (int batch = first; batch < batches(); batch++) {
                int from = batch * batchSize;
                int to = Math.min(from + batchSize, order.length);
                int number = batch;
                FutureTask<Batch> task = new FutureTask<>(() ->
                        maker.make(order, changes, from, to, number, mixing).weighted(weights));
                task.run();
                made.put(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        return next < batches();
    }

    @Override
    public Batch next() {
        return next(() -> {});
    }

    /** The same; {@code whileWaiting} is run a few times a second until it is made, and may end that. */
    public Batch next(Runnable whileWaiting) {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + batches() + " batches were taken");
        }
        try {
            FutureTask<Batch> task = made.poll(WAIT_MILLISECONDS, TimeUnit.MILLISECONDS);
            while (task == null) {
                boolean over = !producer.isAlive(); // asked first: what it made before its end is there then
                whileWaiting.run();
                task = made.poll(WAIT_MILLISECONDS, TimeUnit.MILLISECONDS);
                if (task == null && over) {
                    throw new IllegalStateException("the thread that makes batches has ended");
                }
            }
            next++;
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            if (e.getCause() instanceof InternalError error) { // how Java says that a mapped file has become shorter
                throw UserException.failed(error, "a file of the data was changed while it was read; put it back");
            }
            throw new IllegalStateException("making a batch failed", e.getCause());
        }
    }

    /** Stops the other thread. */
    @Override
    public void close() {
        producer.interrupt();
    }
}
