package dev.cifarlab.app.settings;

/** What computes convolutions. */
public enum ConvolutionRoute implements NamedChoice {
    /** The fastest way of this build. */
    AUTO,
    /** oneDNN directly, and all other layers with it, as one program a pass: on the processor of Linux on x86-64. */
    ONEDNN,
    /** libnd4j's operation: oneDNN on the processor, cuDNN on a GPU, which chooses an algorithm each time. */
    NATIVE,
    /** Patches in rows and a matrix product: OpenBLAS on the processor, cuBLAS on a GPU. */
    IM2COL,
    /** cuDNN with fixed algorithms: only in the build for cuda-jit. */
    CUDNN
}
