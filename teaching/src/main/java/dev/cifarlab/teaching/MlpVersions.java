package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import dev.cifarlab.layers.math.NumpyRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The right network with one method in another way. */
final class MlpVersions {

    private MlpVersions() {}

    @FunctionalInterface
    interface Weight {
        double of(ReferenceMlp mlp, int layer, NumpyRandom random);
    }

    @FunctionalInterface
    interface Function {
        @Nullable
        INDArray of(ReferenceMlp right, INDArray x, boolean grad);
    }

    @FunctionalInterface
    interface Loss {
        double of(ReferenceMlp right, INDArray prediction, INDArray labels);
    }

    @FunctionalInterface
    interface Backward {
        Map<String, INDArray> of(ReferenceMlp right, BackwardPass pass);
    }

    @FunctionalInterface
    interface Update {
        void of(ReferenceMlp right, Map<String, INDArray> grads);
    }

    /** Every weight of layer k drawn anew. */
    static Maker<StudentMlp> drawing(Weight weight) {
        return a -> new ReferenceMlp(a) {
            @Override
            public void initializeWeights() {
                super.initializeWeights();
                NumpyRandom random = new NumpyRandom(seed);
                for (int k = 1; k <= layers(); k++) {
                    int layer = k;
                    weights()
                            .computeIfPresent("W" + k, (name, w) -> Edits.each(w, v -> weight.of(this, layer, random)));
                }
            }
        };
    }

    /** Each call goes on where the last one stopped. */
    static StudentMlp unseeded(Object... a) {
        return new ReferenceMlp(a) {
            private int calls;

            @Override
            public void initializeWeights() {
                weights()
                        .putAll(new ReferenceMlp(dims, activation, epsilon, learningRate, seed + 1000 * calls++)
                                .weights());
            }
        };
    }

    /** Another function or derivative; null where it is right. */
    static Maker<StudentMlp> activating(Function function) {
        return a -> new ReferenceMlp(a) {
            @Override
            public INDArray activation(INDArray x, boolean grad) {
                INDArray other = function.of(new ReferenceMlp(a), x, grad);
                return other == null ? super.activation(x, grad) : other;
            }
        };
    }

    /** The derivative, from the function's value. */
    static INDArray ofOutput(String activation, INDArray y) {
        return switch (activation) {
            case "tanh" -> Edits.each(y, v -> 1 - v * v);
            case "sigmoid" -> Edits.each(y, v -> v * (1 - v));
            default -> Edits.each(y, v -> v > 0 ? 1 : 0);
        };
    }

    /** The function by quotients of exponentials, which are infinite from 710 on. */
    static @Nullable INDArray overflowing(String activation, INDArray x) {
        return switch (activation) {
            case "tanh" -> Edits.each(x, v -> (Math.exp(v) - Math.exp(-v)) / (Math.exp(v) + Math.exp(-v)));
            case "sigmoid" -> Edits.each(x, v -> Math.exp(v) / (1 + Math.exp(v)));
            default -> null;
        };
    }

    static Maker<StudentMlp> softmax(UnaryOperator<INDArray> function) {
        return a -> new ReferenceMlp(a) {
            @Override
            public INDArray softmax(INDArray x) {
                return function.apply(x);
            }
        };
    }

    /** A forward pass without biases, with the activation function in the first layers only, or without softmax. */
    static Maker<StudentMlp> forward(boolean withoutBias, int activated, boolean softmax) {
        return a -> new ReferenceMlp(a) {
            @Override
            public Map<String, INDArray> forward(INDArray x) {
                Map<String, INDArray> cache = new LinkedHashMap<>(Map.of("A0", x));
                INDArray out = x;
                for (int k = 1; k <= layers(); k++) {
                    INDArray z = out.mmul(entry(weights(), "W" + k));
                    z = withoutBias ? z : z.addRowVector(entry(weights(), "b" + k));
                    out = k <= activated ? activation(z, false) : z;
                    out = k == layers() && softmax ? softmax(out) : out;
                    cache.put("Z" + k, z);
                    cache.put("A" + k, out);
                }
                return cache;
            }
        };
    }

    static Maker<StudentMlp> losing(Loss loss) {
        return a -> new ReferenceMlp(a) {
            @Override
            public double loss(INDArray prediction, INDArray labels) {
                return loss.of(new ReferenceMlp(a), prediction, labels);
            }
        };
    }

    static Maker<StudentMlp> backward(Backward backward) {
        return a -> new ReferenceMlp(a) {
            @Override
            public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray labels) {
                ReferenceMlp right = new ReferenceMlp(a);
                right.weights().putAll(weights());
                return backward.of(right, new BackwardPass(right, cache, labels));
            }
        };
    }

    static Maker<StudentMlp> updating(Update update) {
        return a -> new ReferenceMlp(a) {
            @Override
            public void update(Map<String, INDArray> grads) {
                ReferenceMlp right = new ReferenceMlp(a);
                right.weights().putAll(weights());
                update.of(right, grads);
            }
        };
    }
}
