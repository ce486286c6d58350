package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Wrong versions of questions 2.1 and 2.2; a new one is a line here. */
final class ConvolutionMistakes {

    static final List<Mistake<StudentConvolution>> ALL = List.of(
            Mistake.of(
                    "the weights are drawn from both sides of 0; U[0, 1) is asked", a -> new ReferenceConvolution(a) {
                        @Override
                        public void initializeWeights() {
                            super.initializeWeights();
                            entry(weights(), "W").muli(2).subi(1);
                        }
                    }),
            Mistake.of(
                    "the filters are turned round: this is a convolution, a cross-correlation is due",
                    forward((right, x) ->
                            right.with(ConvolutionMistakes::turned).forward(x))),
            Mistake.of(
                    "rows and columns of the filters are exchanged",
                    forward((right, x) ->
                            right.with(w -> w.permute(0, 2, 1).dup('c')).forward(x))),
            Mistake.of(
                    "the stride is ignored",
                    forward((right, x) -> right.layer(1).forward(x))),
            Mistake.of(
                    "every unit gives what the first filter gives",
                    forward((right, x) -> right.with(
                                    w -> w.get(NDArrayIndex.interval(0, 1), NDArrayIndex.all(), NDArrayIndex.all())
                                            .broadcast(w.shape()))
                            .forward(x))),
            Mistake.of("the gradient of W is reversed in both axes", backward((pass) -> turned(pass.get()))),
            Mistake.of(
                    "rows and columns of W's gradient are exchanged",
                    backward(pass -> pass.get().permute(0, 2, 1).dup('c'))),
            Mistake.of(
                    "the gradient of W is a mean over the batch; the sum is due",
                    backward(pass -> pass.get().div(pass.dOut().size(0)))),
            Mistake.of(
                    "the gradient of W is that of the last image alone",
                    backward(pass -> pass.of(NDArrayIndex.point(pass.dOut().size(0) - 1)))),
            Mistake.of(
                    "the gradient of W is that of the first patch alone; each weight meets all of them",
                    backward(pass -> pass.of(
                            NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.point(0)))),
            Mistake.of(
                    "the gradient of W is that of the last patch alone: it is assigned where it should be added",
                    backward(pass -> pass.of(
                            NDArrayIndex.point(pass.dOut().size(0) - 1),
                            NDArrayIndex.all(),
                            NDArrayIndex.point(pass.dOut().size(2) - 1),
                            NDArrayIndex.point(pass.dOut().size(3) - 1)))),
            Mistake.of(
                    "every unit has the gradient of all units together",
                    backward(
                            pass -> pass.get().sum(true, 0).broadcast(pass.get().shape()))),
            Mistake.of(
                    "the gradient of the output is left out: patches are only summed",
                    backward(pass -> new Pass(pass.right(), pass.cache(), Edits.filled(pass.dOut(), 1)).get())));

    private ConvolutionMistakes() {}

    private interface Forward {
        Map<String, INDArray> of(ReferenceConvolution right, INDArray x);
    }

    private interface Backward {
        INDArray of(Pass pass);
    }

    private record Pass(ReferenceConvolution right, Map<String, INDArray> cache, INDArray dOut) {
        INDArray get() {
            return right.backward(cache, dOut);
        }

        /** The gradient from a part of the output. */
        INDArray of(INDArrayIndex... part) {
            INDArray only = Nd4j.zeros(dOut.dataType(), dOut.shape());
            only.get(part).assign(dOut.get(part));
            return right.backward(cache, only);
        }
    }

    private static INDArray turned(INDArray w) {
        INDArray turned = w.dup('c');
        int size = (int) w.size(1);
        for (int unit = 0; unit < w.size(0); unit++) {
            for (int k = 0; k < size * size; k++) {
                int other = size * size - 1 - k;
                turned.putScalar(new int[] {unit, k / size, k % size}, w.getDouble(unit, other / size, other % size));
            }
        }
        return turned;
    }

    private static Maker<StudentConvolution> forward(Forward forward) {
        return a -> new ReferenceConvolution(a) {
            @Override
            public Map<String, INDArray> forward(INDArray x) {
                return forward.of(right(a, this), x);
            }
        };
    }

    private static Maker<StudentConvolution> backward(Backward backward) {
        return a -> new ReferenceConvolution(a) {
            @Override
            public INDArray backward(Map<String, INDArray> cache, INDArray gradOutput) {
                return backward.of(new Pass(right(a, this), cache, gradOutput));
            }
        };
    }

    private static ReferenceConvolution right(Object[] arguments, ReferenceConvolution other) {
        ReferenceConvolution right = new ReferenceConvolution(arguments);
        right.weights().putAll(other.weights());
        return right;
    }
}
