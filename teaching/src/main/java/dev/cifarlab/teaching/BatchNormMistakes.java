package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;
import static dev.cifarlab.teaching.ReferenceBatchNorm.wide;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Wrong versions of batch normalisation; a new one is a class here. */
final class BatchNormMistakes {

    static final List<Mistake<StudentBatchNorm>> ALL = List.of(
            Mistake.remark(
                    "remark, no marks lost: the running variance is divided by m - 1, as PyTorch does; m is asked",
                    tracking((layer, x, training) -> {
                        if (training) {
                            layer.track("mean", layer.mean(x), 0.9);
                            layer.track("variance", unbiased(layer.variance(x), x), 0.9);
                        }
                    })),
            Mistake.of(
                    "the batch's variance is divided by m - 1; it is due over all m numbers",
                    a -> new ReferenceBatchNorm(a) {
                        @Override
                        INDArray variance(INDArray x) {
                            return unbiased(super.variance(x), x);
                        }

                        @Override
                        void track(INDArray x, boolean training) {
                            if (training) {
                                track("mean", mean(x), 0.9);
                                track("variance", super.variance(x), 0.9);
                            }
                        }
                    }),
            Mistake.of("epsilon is added to the deviation; it belongs under the root", a -> new ReferenceBatchNorm(a) {
                @Override
                INDArray deviation(INDArray variance) {
                    return Transforms.sqrt(variance, true).add(epsilon);
                }
            }),
            Mistake.of("mean and variance are those of all channels together", a -> new ReferenceBatchNorm(a) {
                @Override
                INDArray mean(INDArray x) {
                    return Edits.filled(super.mean(x), x.meanNumber().doubleValue());
                }

                @Override
                INDArray variance(INDArray x) {
                    INDArray variance = super.variance(x);
                    return Edits.filled(variance, variance.meanNumber().doubleValue());
                }
            }),
            Mistake.of("training takes the running mean and variance; the batch's are due", taking(false)),
            Mistake.of("inference takes the batch's mean and variance; the running ones are due", taking(true)),
            Mistake.of("gamma and beta are left out", a -> new ReferenceBatchNorm(a) {
                @Override
                INDArray scaled(INDArray normalised) {
                    return normalised;
                }
            }),
            Mistake.of("the running statistics never change", tracking((layer, x, training) -> {})),
            Mistake.of(
                    "the running statistics are 0.1 of what they were plus 0.9 of the batch's; it is the other way"
                            + " round",
                    tracking((layer, x, training) -> {
                        if (training) {
                            layer.track("mean", layer.mean(x), 0.1);
                            layer.track("variance", layer.variance(x), 0.1);
                        }
                    })),
            Mistake.of("the running statistics change in inference too", tracking((layer, x, training) -> {
                layer.track("mean", layer.mean(x), 0.9);
                layer.track("variance", layer.variance(x), 0.9);
            })),
            Mistake.of(
                    "dX lacks what comes through the mean",
                    backward((layer, x, grad) -> layer.backward(x, grad, 0, 1))),
            Mistake.of(
                    "dX lacks what comes through the variance",
                    backward((layer, x, grad) -> layer.backward(x, grad, 1, 0))),
            Mistake.of(
                    "mean and variance are taken for constants: dX lacks what comes through them",
                    backward((layer, x, grad) -> layer.backward(x, grad, 0, 0))),
            Mistake.of("dX lacks gamma", backward((layer, x, grad) -> {
                INDArray gamma = wide(entry(layer.weights(), "gamma"));
                return Edits.edit(layer.backward(x, grad, 1, 1), "dX", dX -> dX.div(gamma));
            })),
            Mistake.of(
                    "dgamma is made with x; the normalised numbers are due",
                    backward((layer, x, grad) -> Edits.edit(
                            layer.backward(x, grad, 1, 1),
                            "dgamma",
                            d -> grad.mul(x).sum(0, 2, 3)))),
            Mistake.of("dgamma and dbeta are means; sums are due", backward((layer, x, grad) -> {
                double m = (double) x.length() / x.size(1);
                Map<String, INDArray> grads = Edits.edit(layer.backward(x, grad, 1, 1), "dgamma", d -> d.div(m));
                return Edits.edit(grads, "dbeta", d -> d.div(m));
            })),
            Mistake.of("the mean is subtracted in place: the argument is changed", a -> new ReferenceBatchNorm(a) {
                @Override
                public Map<String, INDArray> forward(INDArray x, boolean training) {
                    Map<String, INDArray> cache = super.forward(x.dup(), training);
                    x.subi(wide(mean(x)));
                    return cache;
                }
            }));

    private BatchNormMistakes() {}

    private interface Track {
        void of(ReferenceBatchNorm layer, INDArray x, boolean training);
    }

    private interface Backward {
        Map<String, INDArray> of(ReferenceBatchNorm layer, INDArray x, INDArray grad);
    }

    private static INDArray unbiased(INDArray variance, INDArray x) {
        double m = (double) x.length() / x.size(1);
        return variance.mul(m / (m - 1));
    }

    private static Maker<StudentBatchNorm> taking(boolean batch) {
        return a -> new ReferenceBatchNorm(a) {
            @Override
            boolean ofBatch(boolean training) {
                return batch;
            }
        };
    }

    private static Maker<StudentBatchNorm> tracking(Track track) {
        return a -> new ReferenceBatchNorm(a) {
            @Override
            void track(INDArray x, boolean training) {
                track.of(this, x, training);
            }
        };
    }

    private static Maker<StudentBatchNorm> backward(Backward backward) {
        return a -> new ReferenceBatchNorm(a) {
            @Override
            public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
                return backward.of(this, entry(cache, "x"), gradOutput);
            }
        };
    }
}
