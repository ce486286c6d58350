package dev.cifarlab.app.device;

import java.util.List;

/** Whether a build runs on the GPUs that a driver shows: the one place that decides it and says so. */
public final class DriverRule {

    private DriverRule() {}

    /** Why a build does not run here, in one sentence that says what to do; empty where it does. */
    public static String refusal(Backend backend, Driver driver) {
        if (backend == Backend.CPU) {
            return "";
        }
        if (!driver.present()) {
            return String.format(
                    "no NVIDIA driver was found (neither nvidia-smi nor libcuda.so.1); "
                            + "install version %s or later, or %s",
                    backend.oldestDriver(), onTheProcessor(backend));
        }
        if (driver.gpus().isEmpty()) {
            return String.format(
                    "the NVIDIA driver shows no GPU (%s); mend that, or %s", driver.trouble(), onTheProcessor(backend));
        }
        return driver.gpus().stream()
                .filter(gpu -> !backend.fits(gpu))
                .map(gpu -> refusal(backend, gpu))
                .findFirst()
                .orElse("");
    }

    private static String refusal(Backend backend, Gpu gpu) {
        if (gpu.driverIsOlderThan(backend.oldestDriver())) {
            return String.format(
                    "the NVIDIA driver %s is too old for --backend %s; update it to %s or later, or %s",
                    gpu.driver(), backend.label(), backend.oldestDriver(), onTheProcessor(backend));
        }
        Backend other = best(gpu);
        return String.format(
                "%s has compute capability %s, but --backend %s holds %s; %s",
                gpu.name(),
                gpu.capability(),
                backend.label(),
                backend.contents(),
                other == Backend.CPU ? onTheProcessor(backend) : "use --backend " + other.label());
    }

    private static String onTheProcessor(Backend backend) {
        return "run on the processor, without --backend " + backend.label();
    }

    /** The build to take on a GPU: the newer release where it runs, the processor's where none does. */
    static Backend best(Gpu gpu) {
        return List.of(Backend.CUDA, Backend.CUDA_JIT).stream()
                .filter(backend -> backend.fits(gpu))
                .findFirst()
                .orElse(Backend.CPU);
    }

    /** Whether the driver has to compile for one of these GPUs at the first start. */
    public static boolean compilesFirst(Backend backend, Driver driver) {
        return backend == Backend.CUDA_JIT && driver.gpus().stream().anyMatch(gpu -> best(gpu) != Backend.CUDA);
    }

    /** What to do with a GPU, for people. */
    public static String advice(Gpu gpu) {
        Backend best = best(gpu);
        return best == Backend.CPU
                ? "no build runs on it: " + refusal(Backend.CUDA_JIT, gpu)
                : String.format("take --backend %s: it holds %s", best.label(), best.contents());
    }
}
