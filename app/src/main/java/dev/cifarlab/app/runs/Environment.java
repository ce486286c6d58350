package dev.cifarlab.app.runs;

import dev.cifarlab.app.device.Driver;
import dev.cifarlab.app.device.Gpu;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.ConvolutionRoute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What a result depends on besides its settings: code, JVM, backend and machine. */
public final class Environment {

    /** The layer helper that takes algorithms by name, which 1.0.0-M1.1 has and 1.0.0-M2.1 has not. */
    private static final String CUDNN_HELPER = "/org/deeplearning4j/cuda/convolution/CudnnConvolutionHelper.class";

    private Environment() {}

    /** Facts by name, in the order for {@code environment.json}. Loads the native backend. */
    public static Map<String, String> describe() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cifar-lab", version());
        facts.put("commit", commit());
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("device", told("/proc/cpuinfo", "model name").orElseGet(() -> System.getProperty("os.arch")));
        if (onGpu()) {
            facts.put("gpu", Driver.look().gpus().stream().map(Gpu::describe).collect(Collectors.joining("; ")));
        }
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("nd4j", jar(Nd4j.class));
        facts.put("backend", backend());
        facts.put(
                "blas",
                String.valueOf(Nd4j.getExecutioner().getEnvironmentInformation().get("blas.vendor")));
        if (!onGpu()) {
            facts.put("threads", Integer.toString(threads()));
        }
        facts.put("convolution", convolution(automaticRoute()));
        return facts;
    }

    /** What Linux says of something in one of its files; empty elsewhere. */
    static Optional<String> told(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The backend's class, for instance {@code CpuBackend}. */
    public static String backend() {
        return Nd4j.getBackend().getClass().getSimpleName();
    }

    /** Whether the backend computes on a GPU. */
    public static boolean onGpu() {
        return backend().equals("JCublasBackend");
    }

    /** Threads that the native operations use on the processor; libnd4j tells a GPU's threads in a block instead. */
    public static int threads() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }

    /** What {@link ConvolutionRoute#AUTO} stands for here: the fastest by docs/performance.md and docs/cuda.md. */
    public static ConvolutionRoute automaticRoute() {
        if (onGpu()) {
            return Environment.class.getResource(CUDNN_HELPER) == null
                    ? ConvolutionRoute.IM2COL
                    : ConvolutionRoute.CUDNN;
        }
        return OneDnn.available() ? ConvolutionRoute.ONEDNN : ConvolutionRoute.NATIVE;
    }

    /** What computes convolutions on a route, in words. */
    public static String convolution(ConvolutionRoute route) {
        return switch (route) {
            case AUTO -> convolution(automaticRoute());
            case ONEDNN -> "oneDNN " + OneDnn.version() + ", all layers";
            case NATIVE ->
                "libnd4j conv2d" + (onGpu() ? " with cuDNN" : oneDnn() ? " with oneDNN" : ", generic (slow)");
            case IM2COL -> "im2col and " + (onGpu() ? "cuBLAS" : "OpenBLAS");
            case CUDNN -> "cuDNN with fixed algorithms";
        };
    }

    /** Whether the loaded backend was built with oneDNN. */
    public static boolean oneDnn() {
        return Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN");
    }

    private static String jar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String location = source == null ? "unknown" : source.getLocation().getPath();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** The program's own version. */
    public static String version() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String commit() {
        try (InputStream in = Environment.class.getResourceAsStream("/git.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return commit(properties);
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** The commit that this was built from, with a word where files had been changed since. */
    static String commit(Properties git) {
        String id = git.getProperty("git.commit.id.abbrev", "unknown");
        return Boolean.parseBoolean(git.getProperty("git.dirty")) ? id + "-dirty" : id;
    }
}
