package dev.cifarlab.app.onednn;

/** The part an array plays for a primitive, by the names of {@code DNNL_ARG_*}. */
public enum Argument {
    SRC(1),
    SRC_1(2),
    DST(17),
    WEIGHTS(33),
    BIAS(41),
    MEAN(49),
    VARIANCE(50),
    SCALE(51),
    SHIFT(52),
    WORKSPACE(64),
    SCRATCHPAD(80),
    DIFF_SRC(129),
    DIFF_DST(145),
    DIFF_WEIGHTS(161),
    DIFF_BIAS(169),
    DIFF_SCALE(255),
    DIFF_SHIFT(256);

    private final int code;

    Argument(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
