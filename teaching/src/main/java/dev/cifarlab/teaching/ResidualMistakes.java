package dev.cifarlab.teaching;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Wrong versions of the residual block; a new one is a line here. */
final class ResidualMistakes {

    static final List<Mistake<StudentResidual>> ALL = List.of(
            Mistake.of("the shortcut isn't added", out((block, x) -> ReferenceResidual.relu(block.path(x)))),
            Mistake.of(
                    "the shortcut is added after the last activation; it is due before it",
                    out((block, x) -> ReferenceResidual.relu(block.path(x)).add(block.shortcut(x)))),
            Mistake.of(
                    "the sum has no activation after it",
                    out((block, x) -> block.path(x).add(block.shortcut(x)))),
            Mistake.of("the path is added to x in place: the argument is changed", out((block, x) -> {
                INDArray out = block.out(x);
                INDArray path = block.path(x);
                if (path.equalShapes(x)) {
                    x.addi(path);
                }
                return out;
            })),
            Mistake.of("dX lacks the shortcut's gradient", dX((ofPath, ofShortcut) -> ofPath)),
            Mistake.of("dX lacks the path's gradient", dX((ofPath, ofShortcut) -> ofShortcut)),
            Mistake.of(
                    "dX is the mean of both ways; their sum is due",
                    dX((ofPath, ofShortcut) -> ofPath.add(ofShortcut).div(2))),
            Mistake.of(
                    "the gradient goes round the last activation on the shortcut: both terms get the sum's",
                    a -> new ReferenceResidual(a) {
                        @Override
                        INDArray dShortcut(INDArray x, INDArray grad) {
                            return grad;
                        }
                    }),
            Mistake.of("the last activation's derivative is left out", a -> new ReferenceResidual(a) {
                @Override
                INDArray dSum(INDArray x, INDArray grad) {
                    return grad;
                }
            }),
            Mistake.of("the inner activation's derivative is left out", a -> new ReferenceResidual(a) {
                @Override
                INDArray dHidden(INDArray x, INDArray dA) {
                    return dA;
                }
            }),
            Mistake.of(
                    "the gradients of the weights are means over the batch; sums are due",
                    a -> new ReferenceResidual(a) {
                        @Override
                        public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
                            double n = gradOutput.size(0);
                            return Edits.edit(super.backward(cache, gradOutput), "dW", d -> d.div(n));
                        }
                    }));

    private ResidualMistakes() {}

    private interface Out {
        INDArray of(ReferenceResidual right, INDArray x);
    }

    private static Maker<StudentResidual> out(Out out) {
        return a -> new ReferenceResidual(a) {
            @Override
            INDArray out(INDArray x) {
                ReferenceResidual right = new ReferenceResidual(a);
                right.weights().putAll(weights());
                return out.of(right, x);
            }
        };
    }

    private static Maker<StudentResidual> dX(BinaryOperator<INDArray> sum) {
        return a -> new ReferenceResidual(a) {
            @Override
            INDArray dX(INDArray ofPath, INDArray ofShortcut) {
                return sum.apply(ofPath, ofShortcut);
            }
        };
    }
}
