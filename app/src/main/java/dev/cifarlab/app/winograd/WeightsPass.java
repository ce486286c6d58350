package dev.cifarlab.app.winograd;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.BatchedProduct;
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

/** From maps and the gradient of results to the gradient of the weights: each part sums over its images. */
final class WeightsPass {

    private static final int AT_A_TIME = 64; // tiles
    private static final int SUMMED_AT_A_TIME = 32; // where a part has more than 64

    private final Program program;
    private final Matrices matrices;
    private final Grid grid;
    private final int in;
    private final int out;
    private final int threads;
    private final Grid.Split split;
    private final int tiles;

    WeightsPass(Program program, Grid grid, int in, int out, int threads) {
        this.program = program;
        this.matrices = new Matrices(program.session());
        this.grid = grid;
        this.in = in;
        this.out = out;
        this.threads = threads;
        Grid.Split all = grid.split(threads, AT_A_TIME);
        split = all.isWhole() ? all : grid.split(threads, SUMMED_AT_A_TIME);
        tiles = split.atATime() * grid.across();
    }

    void add(Tensor maps, Tensor slopes, Tensor gradient) {
        List<Tensor> left = each(matrices.turned(in, tiles));
        List<Tensor> right = each(matrices.rows(tiles, out));
        Slice.of(in, out, split).forEach(slice -> {
            List<Tensor> sums = each(matrices.rows(in, slice.channels()));
            addProducts(maps, left, slopes, right, sums, slice);
            collect(sums, gradient, slice);
        });
    }

    private List<Tensor> each(Descriptor array) {
        return Stream.generate(() -> program.tensor(array)).limit(split.parts()).toList();
    }

    private void addProducts(
            Tensor maps, List<Tensor> left, Tensor slopes, List<Tensor> right, List<Tensor> sums, Slice slice) {
        Descriptor columns = matrices.columns(tiles, out, slice.channels());
        List<Execution> first = new ArrayList<>();
        List<Execution> more = new ArrayList<>();
        List<Tensor> arrays = new ArrayList<>(List.of(maps, slopes));
        arrays.addAll(right);
        Primitive begin = product(left, columns, sums, false);
        Primitive add = product(left, columns, sums, true);
        for (int part = 0; part < split.parts(); part++) {
            Map<Argument, Tensor> all = Map.of(
                    Argument.SRC, left.get(part),
                    Argument.WEIGHTS, program.part(right.get(part), columns, slice.start()),
                    Argument.DST, sums.get(part));
            first.add(program.execution(begin, all));
            arrays.addAll(first.get(part).arrays());
            if (!split.isWhole()) {
                more.add(program.execution(add, all));
                arrays.addAll(more.get(part).arrays());
            }
        }
        boolean brings = slice.start() == 0 || !split.isWhole();
        program.add(
                OpenMp.shared(split.parts(), part -> {
                    Operand of = new Operand(Transform.DATA, maps, in, grid, left.get(part), split.atATime());
                    Operand by =
                            new Operand(Transform.RESULT_BACK, slopes, out, grid, right.get(part), split.atATime());
                    split.forEach(part, (start, end) -> {
                        if (brings) {
                            of.bring(start, end);
                            by.bring(start, end);
                        }
                        (start == split.first(part) ? first : more).get(part).run();
                    });
                }),
                arrays);
    }

    private Primitive product(List<Tensor> left, Descriptor columns, List<Tensor> sums, boolean adds) {
        Descriptor src = left.get(0).descriptor();
        Descriptor dst = sums.get(0).descriptor();
        return OpenMp.alone(() -> BatchedProduct.of(program.session(), src, columns, dst, adds));
    }

    /** Adds the parts' sums, and brings them to the slice's place in the gradient. */
    private void collect(List<Tensor> sums, Tensor gradient, Slice slice) {
        Kernels all = new Kernels(in * slice.channels(), threads);
        Tensor byPlace = program.tensor(matrices.placed(slice.channels(), in, false));
        List<Tensor> arrays = new ArrayList<>(sums);
        arrays.add(byPlace);
        program.add(OpenMp.shared(threads, part -> all.collect(sums, byPlace, part)), arrays);
        Descriptor kernels = matrices.kernels(slice.channels(), in, in);
        program.reorder(byPlace, program.part(gradient, kernels, 9L * slice.start() * in));
    }
}
