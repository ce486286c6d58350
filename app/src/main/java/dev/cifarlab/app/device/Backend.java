package dev.cifarlab.app.device;

import java.util.Arrays;

/**
 * For what the application was built. What each build's binaries hold was read off them (docs/cuda.md). Machine code
 * for capability X.Y runs on X.Z for any Z from Y on, PTX on everything newer. The libraries of CUDA 11 need driver
 * 450.80.02 (NVIDIA's minor version compatibility); compiling the PTX of CUDA 11.2 takes the driver that came with it.
 */
public enum Backend {
    /** The processor. */
    CPU("cpu", "", 0, Integer.MAX_VALUE, ""),
    /** ND4J 1.0.0-M2.1 on CUDA 11.6. */
    CUDA("cuda", "450.80.02", 37, 89, "machine code for 3.7 to 8.9 and nothing for newer ones"),
    /** ND4J 1.0.0-M1.1 on CUDA 11.2. */
    CUDA_JIT("cuda-jit", "460.27.03", 35, Integer.MAX_VALUE, "machine code for 3.5 to 8.9 and PTX for newer ones");

    private final String label;
    private final String oldestDriver;
    private final int least;
    private final int most;
    private final String contents;

    Backend(String label, String oldestDriver, int least, int most, String contents) {
        this.label = label;
        this.oldestDriver = oldestDriver;
        this.least = least;
        this.most = most;
        this.contents = contents;
    }

    /** The backend that users write as {@code label}. */
    public static Backend of(String label) {
        return Arrays.stream(values())
                .filter(backend -> backend.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend '" + label + "'"));
    }

    /** The name in flags. */
    public String label() {
        return label;
    }

    /** The oldest driver it runs with. */
    String oldestDriver() {
        return oldestDriver;
    }

    /** Of which capabilities its binaries hold code. */
    public String contents() {
        return contents;
    }

    /** Whether its binaries hold code for a GPU; yes where the GPU's capability cannot be told. */
    boolean holdsCodeFor(Gpu gpu) {
        int capability = gpu.capabilityNumber();
        return capability == 0 || (least <= capability && capability <= most);
    }

    /** Whether it runs on a GPU. */
    boolean fits(Gpu gpu) {
        return holdsCodeFor(gpu) && !gpu.driverIsOlderThan(oldestDriver);
    }
}
