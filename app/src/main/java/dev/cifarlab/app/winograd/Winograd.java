package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;

/**
 * The three passes of a 3x3 convolution of stride 1 with a border of one, as steps of a program: 36 matrix products
 * where the definition takes 144. Maps are (images, channels, height, width) with channels last, weights rows of (out,
 * in, 3, 3), all singles. Each thread takes its part of the images, some tiles at a time, so that what it has of them
 * stays in its caches. Results depend on the number of parts, but not on which thread takes which. All memory is the
 * program's; what a pass needs for itself is free once the pass is over.
 */
public final class Winograd {

    private static final long LEAST_CHANNELS = 64; // the fewest that were measured
    private static final long LINE = 16; // singles of a cache line
    private static final long LEAST_TILES = 48; // at 512 channels, what 45 save is what the weights' transform takes
    private static final long LEAST_OF_THREAD = 32; // below, a thread reads four times as many weights for too little

    private final Program program;
    private final Grid grid;
    private final int in;
    private final int out;
    private final int threads;

    /** A convolution for as many threads as share a loop. */
    public Winograd(Program program, long in, long out, long images, long height, long width) {
        this(program, in, out, new Grid((int) images, (int) height, (int) width), OpenMp.threads());
    }

    Winograd(Program program, long in, long out, Grid grid, int threads) {
        this.program = program;
        this.grid = grid;
        this.in = (int) in;
        this.out = (int) out;
        this.threads = threads;
    }

    /** Whether these passes are there for such maps and faster than oneDNN's; measured: docs/performance.md. */
    public static boolean suits(long in, long out, long images, long height, long width) {
        return suits(in)
                && suits(out)
                && height % Grid.TILE == 0
                && width % Grid.TILE == 0
                && images * height * width >= leastTiles() * Grid.TILE * Grid.TILE
                && images * height * width * Math.max(in, out) * Float.BYTES <= Integer.MAX_VALUE;
    }

    private static long leastTiles() {
        return Math.max(LEAST_TILES, LEAST_OF_THREAD * OpenMp.threads());
    }

    private static boolean suits(long channels) {
        return channels >= LEAST_CHANNELS && channels % LINE == 0;
    }

    /** Adds the forward pass. */
    public void forward(Tensor maps, Tensor weights, Tensor results) {
        inference(maps, weights, Finish.NONE, results);
    }

    /** Adds the forward pass, and what is done to its results. */
    public void inference(Tensor maps, Tensor weights, Finish finish, Tensor results) {
        new MapsPass(program, grid, in, out, threads, false).add(maps, weights, finish, results);
    }

    /** Adds the gradient of what came in: a convolution of the results' with the kernels turned by 180 degrees. */
    public void inputGradient(Tensor slopes, Tensor weights, Tensor gradient) {
        new MapsPass(program, grid, out, in, threads, true).add(slopes, weights, Finish.NONE, gradient);
    }

    /** Adds the gradient of the weights, summed over the images. */
    public void weightsGradient(Tensor maps, Tensor slopes, Tensor gradient) {
        new WeightsPass(program, grid, in, out, threads).add(maps, slopes, gradient);
    }
}
