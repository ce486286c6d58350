package dev.cifarlab.app.onednn;

/** The number types of arrays. */
public enum Element {
    /** IEEE single precision. */
    FLOAT32(3),
    /** Brain floating point: the upper half of a single. */
    BFLOAT16(2);

    private final int code;

    Element(int code) {
        this.code = code;
    }

    /** The value of {@code dnnl_data_type_t}. */
    int code() {
        return code;
    }
}
