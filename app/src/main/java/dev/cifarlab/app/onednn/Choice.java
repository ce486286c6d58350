package dev.cifarlab.app.onednn;

/** The arrays whose layout a primitive may choose, by the names of {@code dnnl_query_*_md}. */
public enum Choice {
    SRC(129),
    DIFF_SRC(130),
    WEIGHTS(131),
    DIFF_WEIGHTS(132),
    DST(133),
    DIFF_DST(134),
    WORKSPACE(135),
    SCRATCHPAD(136);

    private final int code;

    Choice(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
