package dev.cifarlab.app.cli;

/** Sees a training that no terminal shows, and may stop it. */
public interface CellWatcher {

    /**
     * After each batch.
     *
     * @param epoch the present epoch, from 1
     * @param batch batches done of it
     * @param batches its batches
     * @param loss mean training loss of the epoch so far, in nats
     * @param accuracy training accuracy of the epoch so far, 0 to 1
     */
    void trained(int epoch, int batch, int batches, double loss, double accuracy);

    /** Asked after each batch: whether to write a checkpoint and stop. */
    boolean wantsStop();
}
