package dev.cifarlab.app.search;

import java.io.Serializable;

/**
 * How far a cell's training has come; plain values, so that another machine can send it.
 *
 * @param cell the cell's name
 * @param epoch the present epoch, from 1
 * @param epochs epochs of the whole training
 * @param batch batches done of this epoch
 * @param batches batches of an epoch
 * @param loss mean training loss of this epoch so far, in nats
 * @param accuracy training accuracy of this epoch so far, 0 to 1
 * @param machine the machine that trains it
 */
public record CellProgress(
        String cell, int epoch, int epochs, int batch, int batches, double loss, double accuracy, String machine)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
