package dev.cifarlab.app.onednn;

/** Functions of single elements whose derivative follows from their result. */
public enum Nonlinearity {
    /** max(x, 0). */
    RELU(0x20, 0x100),
    /** Hyperbolic tangent. */
    TANH(0x21, 0x101);

    private final int forward;
    private final int backward;

    Nonlinearity(int forward, int backward) {
        this.forward = forward;
        this.backward = backward;
    }

    /** The value of {@code dnnl_alg_kind_t} for the function. */
    int forward() {
        return forward;
    }

    /** The same for its derivative as a function of the result ({@code use_dst_for_bwd}). */
    int backward() {
        return backward;
    }
}
