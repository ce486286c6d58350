package dev.cifarlab.app.onednn;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * oneDNN's library, which the build for Linux on x86-64 has among its jars ({@code org.bytedeco:dnnl}). Only its shared
 * object is used: the jar's Java classes would need OpenCL on the system.
 */
public final class OneDnn {

    private static final String RESOURCE = "/org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3";
    private static final int AVX512_CORE_BF16 = 0xe7; // of dnnl_cpu_isa_t, in which more has the bits of less
    private static final Optional<String> TROUBLE = load();

    private OneDnn() {}

    /** Whether the library is here and loads. */
    public static boolean available() {
        return TROUBLE.isEmpty();
    }

    /** Why it is not {@link #available()}, in words; empty where it is. */
    public static Optional<String> trouble() {
        return TROUBLE;
    }

    /**
     * The version, for instance {@code 3.11.0}.
     *
     * @throws IllegalStateException where the library is not available
     */
    public static String version() {
        require();
        Pointer version = Calls.version(); // dnnl_version_t: major, minor, patch
        return version.getInt(0) + "." + version.getInt(4) + "." + version.getInt(8);
    }

    /**
     * Whether the processor multiplies pairs of bfloat16, as those with AVX512_BF16 or AMX do, and oneDNN has it do so
     * ({@code ONEDNN_MAX_CPU_ISA}). oneDNN computes with bfloat16 on some others, too, in single precision.
     *
     * @throws IllegalStateException where the library is not available
     */
    public static boolean multipliesBfloat16() {
        require();
        return (Calls.getEffectiveCpuIsa() & AVX512_CORE_BF16) == AVX512_CORE_BF16;
    }

    /** Throws where the library is not available. */
    static void require() {
        TROUBLE.ifPresent(why -> {
            throw new IllegalStateException(why);
        });
    }

    private static Optional<String> load() {
        URL resource = OneDnn.class.getResource(RESOURCE);
        if (resource == null) {
            return Optional.of("oneDNN's own library is not in this build");
        }
        try {
            OpenMp.load();
            File file = Loader.cacheResource(resource);
            Map<String, Object> options = Map.of(Library.OPTION_FUNCTION_MAPPER, (com.sun.jna.FunctionMapper)
                    (library, method) -> nativeName(method.getName()));
            Native.register(Calls.class, NativeLibrary.getInstance(file.getPath(), options));
            return Optional.empty();
        } catch (IOException | UnsatisfiedLinkError e) {
            return Optional.of("oneDNN's library does not load: " + e.getMessage());
        }
    }

    /** {@code memoryDescCreateWithTag} for {@code dnnl_memory_desc_create_with_tag}. */
    static String nativeName(String method) {
        return "dnnl_" + method.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
