package dev.cifarlab.app.training;

import java.util.Locale;

/** The loss became NaN or infinite; its message says where and what to try. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** In an epoch, at a place in it, with the largest learning rate of the run. */
    public DivergedException(int epoch, String where, double learningRate) {
        super(String.format(
                Locale.ROOT,
                "the loss became NaN or infinite in epoch %d, %s; try --learning-rate %s or another --init",
                epoch,
                where,
                learningRate / 10));
    }
}
