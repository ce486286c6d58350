package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.BatchedProduct;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Execution;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** From maps and weights to maps: the forward pass, or the gradient of what came in. */
final class MapsPass {

    private static final int AT_A_TIME = 64; // tiles; of 16 to 128 the fastest or next to it for all layers

    private final Program program;
    private final Matrices matrices;
    private final Grid grid;
    private final int taken;
    private final int given;
    private final int threads;
    private final boolean flipped;
    private final Grid.Split split;

    /** Of so many channels taken and given. */
    MapsPass(Program program, Grid grid, int taken, int given, int threads, boolean flipped) {
        this.program = program;
        this.matrices = new Matrices(program.session());
        this.grid = grid;
        this.taken = taken;
        this.given = given;
        this.threads = threads;
        this.flipped = flipped;
        split = grid.split(threads, AT_A_TIME);
    }

    void add(Tensor maps, Tensor weights, Finish finish, Tensor results) {
        Descriptor src = matrices.rows((long) split.atATime() * grid.across(), taken);
        List<Tensor> tiles =
                Stream.generate(() -> program.tensor(src)).limit(split.parts()).toList();
        Slice.of(taken, given, split).forEach(slice -> add(maps, tiles, weights, finish, results, slice));
    }

    private void add(Tensor maps, List<Tensor> tiles, Tensor weights, Finish finish, Tensor results, Slice slice) {
        Descriptor src = tiles.get(0).descriptor();
        Descriptor any = matrices.any(taken, slice.channels());
        Descriptor dst = matrices.rows(src.shape()[1], slice.channels());
        Primitive product = OpenMp.alone(() -> BatchedProduct.of(program.session(), src, any, dst, false));
        Tensor spread = program.reordered(spread(weights, slice), product.chosen(Choice.WEIGHTS, any));
        List<Tensor> arrays = new ArrayList<>(List.of(maps, results));
        List<Execution> products = new ArrayList<>();
        List<Tensor> sums = new ArrayList<>();
        for (Tensor some : tiles) {
            Tensor sum = program.tensor(dst);
            Execution execution =
                    program.execution(product, Map.of(Argument.SRC, some, Argument.WEIGHTS, spread, Argument.DST, sum));
            sums.add(sum);
            products.add(execution);
            arrays.addAll(execution.arrays());
        }
        boolean brings = slice.start() == 0 || !split.isWhole();
        program.add(
                OpenMp.shared(split.parts(), part -> {
                    Operand operand = new Operand(Transform.DATA, maps, taken, grid, tiles.get(part), split.atATime());
                    Result result =
                            new Result(sums.get(part), split.atATime(), results, given, slice.start(), grid, finish);
                    split.forEach(part, (first, end) -> {
                        if (brings) {
                            operand.bring(first, end);
                        }
                        products.get(part).run();
                        result.write(first, end);
                    });
                }),
                arrays);
    }

    /** The slice's weights in 36 matrices. */
    private Tensor spread(Tensor weights, Slice slice) {
        int some = flipped ? taken : slice.channels();
        int channels = flipped ? slice.channels() : taken;
        Descriptor kernels = matrices.kernels(some, channels, flipped ? given : taken);
        Tensor part = program.part(weights, kernels, 9L * slice.start() * (flipped ? 1 : taken));
        Tensor byPlace = program.reordered(part, matrices.placed(some, channels, flipped));
        Tensor spread = program.tensor(matrices.rows(taken, slice.channels()));
        Kernels all = new Kernels(taken * slice.channels(), threads);
        program.add(OpenMp.shared(threads, k -> all.spread(byPlace, flipped, spread, k)), byPlace, spread);
        return spread;
    }
}
