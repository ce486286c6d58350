package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One step of training from the gradients of several parts, which are computed one after the other.
 *
 * @param executor what computes a part
 * @param graph whose gradients it writes
 */
record Accumulation(Executor executor, ComputationGraph graph) {

    /** As {@link Network#create(NetworkSpec, UpdateRule, int)} says. */
    BatchScore fit(INDArray images, Labels labels, int part) {
        INDArray gradients = FlatParameters.gradientsOf(graph);
        BatchScore score = BatchScore.EMPTY;
        try (INDArray sum = gradients.like()) {
            int parts = 0;
            for (int from = 0; from < labels.size(); from += part) {
                int to = Math.min(labels.size(), from + part);
                score = score.plus(gradients(images, labels, from, to));
                sum.addi(gradients);
                parts++;
            }
            gradients.assign(sum);
            moveStatisticsOnce(gradients.reshape(gradients.length()), parts);
        }
        executor.update(labels.size());
        return score;
    }

    private BatchScore gradients(INDArray images, Labels labels, int from, int to) {
        try (INDArray some = images.get(NDArrayIndex.interval(from, to)).dup('c')) {
            return executor.gradients(some, labels.range(from, to));
        }
    }

    private void moveStatisticsOnce(INDArray row, int parts) {
        for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
            if (FlatParameters.isStatistics(block)) {
                FlatParameters.part(row, block).divi(parts);
            }
        }
    }
}
