package dev.cifarlab.layers;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The ways in which an array can lie in memory: each makes one with the numbers of another, in a larger one of 99s. */
public enum Views {
    AS_IT_IS {
        @Override
        public INDArray of(INDArray x) {
            return x.dup('c');
        }
    },
    COLUMNS_FIRST {
        @Override
        public INDArray of(INDArray x) {
            return x.dup('f');
        }
    },
    EVERY_SECOND_COLUMN {
        @Override
        public INDArray of(INDArray x) {
            return every(x, x.rank() - 1, 2, 'c');
        }
    },
    EVERY_THIRD_ROW_COLUMNS_FIRST {
        @Override
        public INDArray of(INDArray x) {
            return every(x, Math.max(0, x.rank() - 2), 3, 'f');
        }
    },
    EVERY_SECOND_EXAMPLE {
        @Override
        public INDArray of(INDArray x) {
            return every(x, 0, 2, 'c');
        }
    },
    SOME_CHANNELS {
        @Override
        public INDArray of(INDArray x) {
            return inner(x, axis -> axis == Math.min(1, x.rank() - 1));
        }
    },
    THE_MIDDLE {
        @Override
        public INDArray of(INDArray x) {
            return inner(x, axis -> true);
        }
    },
    A_LATER_BATCH {
        @Override
        public INDArray of(INDArray x) {
            return inner(x, axis -> axis == 0);
        }
    },
    PERMUTED {
        @Override
        public INDArray of(INDArray x) {
            int[] reversed = IntStream.range(0, x.rank())
                    .map(axis -> x.rank() - 1 - axis)
                    .toArray();
            return x.rank() < 2 ? x.dup() : x.permute(reversed).dup('c').permute(reversed);
        }
    },
    LAST_AXIS_FIRST {
        @Override
        public INDArray of(INDArray x) {
            int last = x.rank() - 1;
            int[] there = IntStream.range(0, x.rank())
                    .map(axis -> (axis + last) % x.rank())
                    .toArray();
            int[] back = IntStream.range(0, x.rank())
                    .map(axis -> (axis + 1) % x.rank())
                    .toArray();
            return x.rank() < 2 ? x.dup() : x.permute(there).dup('c').permute(back);
        }
    },
    A_POINT_OF_MORE_AXES {
        @Override
        public INDArray of(INDArray x) {
            long[] larger = new long[x.rank() + 1];
            System.arraycopy(x.shape(), 0, larger, 0, x.rank());
            larger[x.rank()] = 3;
            INDArrayIndex[] at = new INDArrayIndex[larger.length];
            Arrays.fill(at, NDArrayIndex.all());
            at[x.rank()] = NDArrayIndex.point(1);
            return filled(Nd4j.valueArrayOf(larger, 99.0, x.dataType()).get(at).reshape(x.shape()), x);
        }
    },
    RESHAPED {
        @Override
        public INDArray of(INDArray x) {
            INDArray host = Nd4j.valueArrayOf(new long[] {x.length() + 7}, 99.0, x.dataType());
            INDArray part = host.get(NDArrayIndex.interval(5, 5 + x.length()));
            return filled(part.reshape('c', x.shape()), x);
        }
    },
    /** One example for all, with a stride of 0: the numbers are those of the first, which tests copy. */
    BROADCAST {
        @Override
        public INDArray of(INDArray x) {
            INDArray one = x.dup('c');
            long[] strides = one.stride().clone();
            strides[0] = 0;
            return Nd4j.create(one.data(), x.shape(), strides, 0L, 'c');
        }
    };

    /** A view with the numbers of x (but for {@link #BROADCAST}). */
    public abstract INDArray of(INDArray x);

    /** Whether it can hold a weight that is changed in place. */
    public boolean holdsEveryNumber() {
        return this != BROADCAST;
    }

    private static INDArray every(INDArray x, int axis, int step, char order) {
        long[] larger = x.shape().clone();
        larger[axis] = step * x.size(axis) + 1;
        INDArrayIndex[] at = new INDArrayIndex[x.rank()];
        Arrays.fill(at, NDArrayIndex.all());
        long last = 1 + step * (x.size(axis) - 1);
        at[axis] = x.size(axis) == 1 ? NDArrayIndex.interval(1, 2) : NDArrayIndex.interval(1, step, last + 1);
        return filled(Nd4j.valueArrayOf(larger, 99.0, x.dataType()).dup(order).get(at), x);
    }

    private static INDArray inner(INDArray x, IntPredicate cut) {
        long[] larger = x.shape().clone();
        INDArrayIndex[] at = new INDArrayIndex[x.rank()];
        for (int axis = 0; axis < at.length; axis++) {
            larger[axis] += cut.test(axis) ? 3 : 0;
            at[axis] = cut.test(axis) ? NDArrayIndex.interval(2, 2 + x.size(axis)) : NDArrayIndex.all();
        }
        return filled(Nd4j.valueArrayOf(larger, 99.0, x.dataType()).get(at), x);
    }

    /** Written number by number: ND4J's own copying is not what is tested. */
    private static INDArray filled(INDArray view, INDArray x) {
        INDArray numbers = x.dup('c').reshape(x.length());
        long[] at = new long[x.rank()];
        for (long k = 0; k < x.length(); k++) {
            long rest = k;
            for (int axis = x.rank() - 1; axis >= 0; axis--) {
                at[axis] = rest % x.size(axis);
                rest /= x.size(axis);
            }
            view.putScalar(at, numbers.getDouble(k));
        }
        return view;
    }
}
