package dev.cifarlab.benchmarks.winograd;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The three passes of a 3x3 convolution of stride 1 with a border of one, by F(4x4, 3x3): 36 matrix products where the
 * definition takes 144. Each thread takes its part of the images, some tiles at a time, so that what it has of them
 * stays in its caches. Maps are (images, side, side, channels), weights (out, in, 3, 3).
 *
 * @param images a multiple of what the threads take at a time
 * @param in channels that the convolution takes
 * @param out channels that it gives
 * @param side of the maps, a multiple of 4
 */
record Winograd(int images, int in, int out, int side) {

    /** Pixels of the result in a tile, on each side. */
    static final int TILE = 4;

    /** Elements of a transformed tile, on each side. */
    static final int SQUARE = 6;

    private static final int PRODUCTS = SQUARE * SQUARE;
    private static final int AT_A_TIME = 64; // tiles; of 16 to 128 the fastest or next to it for all layers
    private static final int SUMMED_AT_A_TIME = 32; // where a thread has more than 64

    /** The maps that come out. */
    Runnable forward(Floats maps, Floats weights, Floats results) {
        return pass(maps, weights, results, false);
    }

    /** The gradient of what came in: a convolution of the results' gradient with the kernels turned by 180 degrees. */
    Runnable inputGradient(Floats slopes, Floats weights, Floats gradient) {
        return new Winograd(images, out, in, side).pass(slopes, weights, gradient, true);
    }

    private Runnable pass(Floats maps, Floats weights, Floats results, boolean flipped) {
        long src = matrices(AT_A_TIME, in);
        long dst = matrices(AT_A_TIME, out);
        long products = Door.alone(() -> Door.products(src, Door.any(PRODUCTS, in, out), dst, false));
        long packed = Door.chosenWeights(products);
        Floats byPlace = Floats.of(9L * in * out);
        Floats plain = Floats.of((long) PRODUCTS * in * out);
        Floats packedWeights = Door.room(packed);
        Kernels[] kernels = kernels();
        List<Runnable> steps = new ArrayList<>();
        steps.add(Door.copy(flipped ? kernels(in, out) : kernels(out, in), weights, placed(flipped), byPlace));
        steps.add(Door.shared(me -> kernels[me].spread(byPlace, flipped, plain, me, kernels.length)));
        steps.add(Door.copy(matrices(in, out), plain, packed, packedWeights));
        List<Runnable> parts = new ArrayList<>();
        for (int me = 0; me < kernels.length; me++) {
            Floats left = Door.room(src);
            Floats sums = Door.room(dst);
            Operand operand = new Operand(Transform.DATA, maps, in, side, left, AT_A_TIME);
            Result result = new Result(sums, AT_A_TIME, results, out, side);
            Runnable product = Door.alone(() -> Door.product(products, src, left, packed, packedWeights, dst, sums));
            parts.add(part(me, AT_A_TIME, List.of(operand), product, product, result));
        }
        steps.add(Door.shared(me -> parts.get(me).run()));
        return () -> steps.forEach(Runnable::run);
    }

    /** The gradient of the weights, summed over the images. */
    Runnable weightsGradient(Floats maps, Floats slopes, Floats gradient) {
        int tiles = tilesOfThread() > AT_A_TIME ? SUMMED_AT_A_TIME : AT_A_TIME;
        long[] turned = {PRODUCTS, in, tiles};
        long left = Door.strided(turned, (long) tiles * in, 1, in);
        long right = matrices(tiles, out);
        long sum = matrices(in, out);
        long first = Door.alone(() -> Door.products(left, right, sum, false));
        long more = Door.alone(() -> Door.products(left, right, sum, true));
        Kernels[] kernels = kernels();
        Floats[] sums = new Floats[kernels.length];
        List<Runnable> parts = new ArrayList<>();
        for (int me = 0; me < kernels.length; me++) {
            Floats tileMaps = Floats.of((long) PRODUCTS * tiles * in);
            Floats tileSlopes = Floats.of((long) PRODUCTS * tiles * out);
            Floats own = Door.room(sum);
            sums[me] = own;
            List<Operand> operands = List.of(
                    new Operand(Transform.DATA, maps, in, side, tileMaps, tiles),
                    new Operand(Transform.RESULT_BACK, slopes, out, side, tileSlopes, tiles));
            Runnable begin = Door.alone(() -> Door.product(first, left, tileMaps, right, tileSlopes, sum, own));
            Runnable add = Door.alone(() -> Door.product(more, left, tileMaps, right, tileSlopes, sum, own));
            parts.add(part(me, tiles, operands, begin, add, null));
        }
        Floats byPlace = Floats.of(9L * in * out);
        Runnable products = Door.shared(me -> parts.get(me).run());
        Runnable transform = Door.shared(me -> kernels[me].collect(sums, byPlace, me, kernels.length));
        Runnable copy = Door.copy(placed(false), byPlace, kernels(out, in), gradient);
        return () -> List.of(products, transform, copy).forEach(Runnable::run);
    }

    /** A thread's part of the tiles: brings some, multiplies, and writes what comes out. */
    private Runnable part(
            int me, int tiles, List<Operand> operands, Runnable first, Runnable more, @Nullable Result result) {
        int inRow = side / TILE;
        int rows = tiles / inRow;
        int start = me * (tilesOfThread() / inRow);
        int end = start + tilesOfThread() / inRow;
        if (side % TILE != 0 || tiles % inRow != 0 || (end - start) % rows != 0) {
            throw new IllegalArgumentException(this + " does not divide into tiles and threads");
        }
        return () -> {
            for (int at = start; at < end; at += rows) {
                for (int row = 0; row < rows; row++) {
                    for (Operand operand : operands) {
                        operand.bring(at + row, row * inRow, at + row > start);
                    }
                }
                (at == start ? first : more).run();
                for (int row = 0; result != null && row < rows; row++) {
                    result.write(at + row, row * inRow);
                }
            }
        };
    }

    private static long matrices(long rows, long columns) {
        return Door.strided(new long[] {PRODUCTS, rows, columns}, rows * columns, columns, 1);
    }

    private static long kernels(long out, long in) {
        return Door.strided(new long[] {out, in, 3, 3}, 9 * in, 9, 3, 1);
    }

    /** Kernels by place, then by what the products take, then by what they give. */
    private long placed(boolean flipped) {
        long each = (long) in * out;
        return flipped
                ? Door.strided(new long[] {in, out, 3, 3}, out, 1, 3 * each, each)
                : Door.strided(new long[] {out, in, 3, 3}, 1, out, 3 * each, each);
    }

    private Kernels[] kernels() {
        return IntStream.range(0, Door.threads())
                .mapToObj(me -> new Kernels(in * out))
                .toArray(Kernels[]::new);
    }

    private int tilesOfThread() {
        return images * (side / TILE) * (side / TILE) / Door.threads();
    }
}
