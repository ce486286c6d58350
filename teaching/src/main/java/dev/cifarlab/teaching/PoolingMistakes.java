package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Wrong versions of questions 2.3 and 2.4; a new one is a line here. */
final class PoolingMistakes {

    static final List<Mistake<StudentMaxPooling>> ALL = List.of(
            Mistake.of(
                    "the mean of each square is taken; its maximum is due",
                    forward((x, size) -> folded(x, size, 0, (sum, v) -> sum + v / (size * size)))),
            Mistake.of(
                    "the smallest number of each square is taken",
                    forward((x, size) -> folded(x, size, Double.POSITIVE_INFINITY, Math::min))),
            Mistake.of(
                    "the search for the maximum starts at 0: negative squares come out as 0",
                    forward((x, size) -> folded(x, size, 0, Math::max))),
            Mistake.of(
                    "the largest absolute value is taken; signs count",
                    forward((x, size) -> folded(x, size, 0, (most, v) -> Math.max(most, Math.abs(v))))),
            Mistake.of(
                    "the sum of each square is taken; its maximum is due",
                    forward((x, size) -> folded(x, size, 0, Double::sum))),
            Mistake.of(
                    "all channels give the first one's output",
                    forward((x, size) -> first(folded(x, size, Double.NEGATIVE_INFINITY, Math::max)))),
            Mistake.remark(
                    "remark, no marks lost: among equal pixels each gets the whole gradient, as in the notebook;"
                            + " frameworks give it to the first",
                    backward((pass) -> pass.of((share, ties) -> share))),
            Mistake.of(
                    "among equal pixels the gradient is split evenly; the first gets all of it, or each does",
                    backward(pass -> pass.of((share, ties) -> share / ties))),
            Mistake.of(
                    "every pixel of a square gets the gradient; it belongs to the maximum alone",
                    backward(pass -> spread(pass.dOut(), pass.size()))),
            Mistake.of(
                    "the gradient is shared by all pixels of a square, as for a mean",
                    backward(pass -> spread(pass.dOut(), pass.size()).div(pass.size() * pass.size()))),
            Mistake.of(
                    "the places of the maxima are given back, without the gradient of the output",
                    backward(pass -> pass.right().backward(pass.cache(), Edits.filled(pass.dOut(), 1)))),
            Mistake.of(
                    "the maxima themselves are multiplied into the gradient",
                    backward(pass ->
                            pass.right().backward(pass.cache(), pass.dOut().mul(entry(pass.cache(), "out"))))),
            Mistake.of(
                    "the mask is made of the output's signs, not of the places of the maxima in the input",
                    backward(pass -> spread(
                            pass.dOut().mul(entry(pass.cache(), "out").gt(0).castTo(DataType.DOUBLE)), pass.size()))),
            Mistake.of("only the last image gets a gradient", backward(pass -> {
                INDArray last = Nd4j.zeros(DataType.DOUBLE, pass.dOut().shape());
                long n = last.size(0) - 1;
                last.get(NDArrayIndex.point(n)).assign(pass.dOut().get(NDArrayIndex.point(n)));
                return pass.right().backward(pass.cache(), last);
            })),
            Mistake.of(
                    "all channels get the first one's gradient",
                    backward(pass -> first(pass.right().backward(pass.cache(), pass.dOut())))));

    private PoolingMistakes() {}

    private interface Fold {
        double of(double soFar, double pixel);
    }

    private interface Forward {
        INDArray of(INDArray x, int size);
    }

    private interface Share {
        double of(double gradient, int ties);
    }

    private interface Backward {
        INDArray of(Pass pass);
    }

    private record Pass(ReferenceMaxPooling right, Map<String, INDArray> cache, INDArray dOut) {

        int size() {
            return right.size;
        }

        /** Each maximum's share of the gradient, from the gradient and the number of pixels that are as large. */
        INDArray of(Share share) {
            INDArray x = entry(cache, "x");
            INDArray most = spread(entry(cache, "out"), size());
            INDArray mask = x.eq(most).castTo(DataType.DOUBLE);
            INDArray ties = spread(folded(mask, size(), 0, Double::sum), size());
            INDArray grad = spread(dOut, size());
            INDArray dX = grad.dup('c');
            for (long k = 0; k < dX.length(); k++) {
                dX.putScalar(k, mask.getDouble(k) * share.of(grad.getDouble(k), (int) ties.getDouble(k)));
            }
            return dX;
        }
    }

    /** One number of each square. */
    private static INDArray folded(INDArray x, int size, double start, Fold fold) {
        long rows = x.size(2) / size;
        long columns = x.size(3) / size;
        INDArray out = Nd4j.valueArrayOf(new long[] {x.size(0), x.size(1), rows, columns}, start, x.dataType());
        INDArray flat = x.dup('c');
        for (long k = 0; k < flat.length(); k++) {
            long row = k / x.size(3) % x.size(2) / size;
            long column = k % x.size(3) / size;
            long place = (k / (x.size(2) * x.size(3)) * rows + row) * columns + column;
            out.putScalar(place, fold.of(out.getDouble(place), flat.getDouble(k)));
        }
        return out;
    }

    /** Each number at every pixel of its square. */
    private static INDArray spread(INDArray out, int size) {
        return out.repeat(2, size).repeat(3, size).dup('c');
    }

    private static INDArray first(INDArray x) {
        return x.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1), NDArrayIndex.all(), NDArrayIndex.all())
                .broadcast(x.shape())
                .dup('c');
    }

    private static Maker<StudentMaxPooling> forward(Forward forward) {
        return a -> new ReferenceMaxPooling(a) {
            @Override
            public Map<String, INDArray> forward(INDArray x) {
                return Map.of("x", x, "out", forward.of(x, size));
            }
        };
    }

    private static Maker<StudentMaxPooling> backward(Backward backward) {
        return a -> new ReferenceMaxPooling(a) {
            @Override
            public INDArray backward(Map<String, INDArray> cache, INDArray gradOutput) {
                return backward.of(new Pass(new ReferenceMaxPooling(a), cache, gradOutput));
            }
        };
    }
}
