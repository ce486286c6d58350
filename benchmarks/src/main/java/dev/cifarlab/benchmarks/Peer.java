package dev.cifarlab.benchmarks;

/** Who computes. */
public enum Peer {
    /** Module layers-numpy-equivalent. */
    BY_HAND,
    /** DL4J's layers as they come, their helpers off. */
    DL4J,
    /** DL4J with convolution and pooling through libnd4j's operations, which use oneDNN. */
    DL4J_ONEDNN,
    /** PyTorch by libtorch, in a process of its own. */
    PYTORCH;

    Work prepare(Task task) {
        return switch (this) {
            case BY_HAND -> ByHand.prepare(task);
            case DL4J -> Dl4j.prepare(task, false);
            case DL4J_ONEDNN -> Dl4j.prepare(task, true);
            case PYTORCH -> PyTorch.prepare(task);
        };
    }
}
