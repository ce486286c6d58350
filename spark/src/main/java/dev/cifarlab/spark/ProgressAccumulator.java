package dev.cifarlab.spark;

import dev.cifarlab.app.search.CellProgress;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/** The newest progress of a task's cell. Nothing is summed: the driver looks at each task's own. */
final class ProgressAccumulator extends AccumulatorV2<CellProgress, @Nullable CellProgress> {

    /** By which the driver knows it among Spark's own. */
    static final String NAME = "cell";

    private static final long serialVersionUID = 1L;

    private volatile @Nullable CellProgress newest;

    @Override
    public boolean isZero() {
        return newest == null;
    }

    @Override
    public AccumulatorV2<CellProgress, @Nullable CellProgress> copy() {
        ProgressAccumulator copy = new ProgressAccumulator();
        copy.newest = newest;
        return copy;
    }

    @Override
    public void reset() {
        newest = null;
    }

    @Override
    public void add(CellProgress progress) {
        newest = progress;
    }

    @Override
    public void merge(AccumulatorV2<CellProgress, @Nullable CellProgress> other) {
        newest = other.value();
    }

    @Override
    public @Nullable CellProgress value() {
        return newest;
    }
}
