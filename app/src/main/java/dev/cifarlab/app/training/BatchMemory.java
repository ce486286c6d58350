package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.NetworkSpec;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.runs.Memory;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.util.Optional;

/** What a step of training takes of the machine's memory, so that a batch too large is refused before it is tried. */
public final class BatchMemory {

    private static final long MEBIBYTE = 1 << 20;

    /** Neither a run that goes on nor a search takes another size. */
    static final String ANEW = "end other programs, or start anew with";

    private BatchMemory() {}

    /**
     * Java and the libraries, and arrays as large as the network: weights, gradients, moments, the weights as inference
     * likes them, and a checkpoint that is read. Peaks of resident memory of whole trainings of ResNet-18 and MLP with
     * batches of 8 and 128, none of which read a checkpoint, were 0.81 to 0.95 of what is said; the MLP has done
     * without gradients since.
     */
    private static long fixed(NetworkSpec spec) {
        return 250 * MEBIBYTE + 8 * Float.BYTES * spec.net().parameters();
    }

    /** Images of all sources have this size. */
    private static NetworkSpec spec(TrainConfig config) {
        return Networks.spec(config, config.data().classes());
    }

    /** Bytes that training takes beyond the data, about, with batches of a size. */
    static long needed(TrainConfig config, int batchSize) {
        return needed(spec(config), batchSize) + besides(config, spec(config));
    }

    /**
     * A running average of the weights; and where several batches make a step, the sum of their gradients, and the
     * images of more than one, made ahead.
     */
    private static long besides(TrainConfig config, NetworkSpec spec) {
        Net net = spec.net();
        long images = (long) config.imagesPerStep() - config.batchSize();
        long rows = (config.ema() > 0 ? 1L : 0) + (images > 0 ? 1 : 0);
        return Float.BYTES
                * (rows * net.parameters() + 6 * images * net.shape(Net.INPUT).values());
    }

    /** The same with the configuration's batches, for so many classes. */
    public static long neededWith(TrainConfig config, int classes) {
        NetworkSpec spec = Networks.spec(config, classes);
        return needed(spec, config.batchSize()) + besides(config, spec);
    }

    private static long needed(NetworkSpec spec, int batchSize) {
        return fixed(spec) + batchSize * spec.trainingBytes();
    }

    /**
     * Refuses a batch that does not fit into what is free, before anything is made for it.
     *
     * @throws UserException naming the largest power of two that fits
     */
    public static void require(TrainConfig config) {
        if (!Environment.onGpu()) {
            require(config, Memory.free(), "try");
            requireOffHeap(config, Memory.freeOffHeap(), "try");
        }
    }

    /**
     * The same where the batch's size is settled: in a run that goes on, or in a search's cell.
     *
     * @throws UserException naming what helps there
     */
    public static void requireAgain(TrainConfig config) {
        if (!Environment.onGpu()) {
            require(config, Memory.free(), ANEW);
            requireOffHeap(config, Memory.freeOffHeap(), "start anew with");
        }
    }

    static void require(TrainConfig config, long free, String what) {
        long needed = needed(config, config.batchSize());
        if (needed > free) {
            throw UserException.failed(
                    "batch-size: %d images need about %,d MiB of memory, %,d MiB are free; %s",
                    config.batchSize(), needed / MEBIBYTE, free / MEBIBYTE, advice(config, free, what));
        }
    }

    /** JavaCPP's limit is as large as the heap where nobody has set it, and holds for our arrays alone. */
    static void requireOffHeap(TrainConfig config, long free, String what) {
        NetworkSpec spec = spec(config);
        long needed = config.batchSize() * spec.trainingBytes();
        if (spec.planned() && needed > free) {
            throw UserException.failed(
                    "batch-size: the arrays of %d images need about %,d MiB off the heap, of which %,d MiB may be"
                            + " taken; give Java more by -Dorg.bytedeco.javacpp.maxbytes=%dm%s",
                    config.batchSize(),
                    needed / MEBIBYTE,
                    free / MEBIBYTE,
                    2 * needed / MEBIBYTE,
                    size(free / spec.trainingBytes())
                            .map(size -> ", or " + what + size)
                            .orElse(""));
        }
    }

    private static String advice(TrainConfig config, long free, String what) {
        NetworkSpec spec = spec(config);
        return size((free - fixed(spec)) / spec.trainingBytes())
                .map(size -> what + size)
                .orElse("end other programs, or use a machine with more");
    }

    /** A batch of so many images at most, if there is one. */
    private static Optional<String> size(long images) {
        return images < 1
                ? Optional.empty()
                : Optional.of(" --batch-size " + Math.min(Long.highestOneBit(images), 1 << 20));
    }

    /** For a batch that did not fit after all. */
    static UserException exceeded(OutOfMemoryError e, TrainConfig config) {
        return UserException.failed(
                e,
                "batch-size: no memory was left for %d images (%s); " + ANEW + " --batch-size %d",
                config.batchSize(),
                e.getMessage(),
                Math.max(1, config.batchSize() / 2));
    }
}
